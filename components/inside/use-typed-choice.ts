"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { useChoices } from "./use-choices";

const TYPING_MS = 250;

/** A choice that is typed: the text at once, its address when the person pauses. Another address brings its own text. */
export function useTypedChoice(name: string): [string, (text: string) => void] {
  const [params, choose] = useChoices();
  const chosen = params.get(name) ?? "";
  const [text, setText] = useState(chosen);
  const [known, setKnown] = useState(chosen);
  const [asked, setAsked] = useState(chosen);
  if (chosen !== known) {
    setKnown(chosen);
    // What this field asked for itself must not overtake what is being typed.
    if (chosen !== asked) {
      setAsked(chosen);
      setText(chosen);
    }
  }
  const settle = useEffectEvent((wanted: string) => {
    setAsked(wanted);
    choose({ [name]: wanted });
  });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => settle(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return [text, setText];
}
