"use client";
import { useEffect, useEffectEvent, useState } from "react";

const TYPING_MS = 250;

/**
 * A text that is typed: shown at once, settled when the person pauses, so that a word is one question. Another value from
 * outside brings its own text; what this field settled itself never overtakes what is being typed.
 */
export function useTyped(value: string, onSettled: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== asked) {
      setAsked(value);
      setText(value);
    }
  }
  const settle = useEffectEvent((wanted: string) => {
    setAsked(wanted);
    onSettled(wanted);
  });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => settle(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return [text, setText];
}
