"use client";
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useState } from "react";

type Props = {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  invalid?: string | null;
  ref?: Ref<HTMLInputElement>;
};

const TYPING_MS = 300;

/** Words that are taken when the person pauses. */
export function SearchField({ label, hint, value, onChange, onKeyDown, invalid = null, ref }: Props) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value.trim() !== text.trim()) setText(value);
  }
  const take = useEffectEvent((wanted: string) => {
    if (wanted !== value) onChange(wanted);
  });
  useEffect(() => {
    const timer = setTimeout(() => take(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      ref={ref}
      type="search"
      aria-label={label}
      aria-invalid={invalid !== null}
      placeholder={hint}
      value={text}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      {...(onKeyDown ? { onKeyDown } : {})}
      className={`w-64 min-w-0 rounded-md border bg-sunken px-2.5 py-1.5 placeholder:text-ink-3 max-sm:w-full ${invalid === null ? "border-line" : "border-bad"}`}
    />
  );
}
