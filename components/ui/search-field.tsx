"use client";
import { useEffect, useEffectEvent, useState } from "react";

const TYPING_MS = 250;

/** Searches when the person pauses, so that a word is one question. */
export function SearchField({
  what,
  value,
  onSearch,
}: {
  what: string;
  value: string;
  onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    // Another view was opened; what this field asked for itself must not overtake what is being typed.
    if (value !== asked) {
      setAsked(value);
      setText(value);
    }
  }
  const search = useEffectEvent((wanted: string) => {
    setAsked(wanted);
    onSearch(wanted);
  });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => search(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <input
      type="search"
      aria-label={what}
      placeholder={what}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
    />
  );
}
