"use client";
import { useEffect, useState } from "react";

const SAID_MS = 2_000;

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton({ text }: { text: string }) {
  const [said, setSaid] = useState<"" | "Copied" | "Not allowed here">("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Not allowed here");
    }
  };
  return (
    <>
      <span role="status" className="text-[12.5px] text-ink-2">
        {said}
      </span>
      <button type="button" className="btn btn-small" onClick={() => void copy()}>
        Copy
      </button>
    </>
  );
}
