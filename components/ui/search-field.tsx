"use client";
import { useTyped } from "./use-typed";

type Props = { what: string; value: string; onSearch: (text: string) => void };

/** Searches when the person pauses. */
export function SearchField({ what, value, onSearch }: Props) {
  const [text, setText] = useTyped(value, onSearch);
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
