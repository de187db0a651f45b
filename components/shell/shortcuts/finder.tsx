"use client";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { PLACES } from "../places";
import { afterKey, type Pressed, type Waiting } from "./keys";

// React's own lazy: next/dynamic would bring 3 kB of its own to every page, and nothing here is drawn on the server.
const load = () => import("@/components/find/find-dialog");
const FindDialog = lazy(async () => ({ default: (await load()).FindDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import("./shortcuts-dialog")).ShortcutsDialog }));

/** The way to everything by keys: ⌘K finds, g and a letter go, ? shows all. What it opens is loaded when it is opened. */
export function Finder({ person }: { person: string }) {
  const router = useRouter();
  const [open, setOpen] = useState<"find" | "help" | null>(null);
  const waiting = useRef<Waiting>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { waiting: next, command } = afterKey(waiting.current, pressedOf(event));
    waiting.current = next;
    if (!command) return;
    if (command.do !== "go") {
      event.preventDefault();
      return setOpen((before) => (before === command.do ? null : command.do));
    }
    const place = PLACES.find(({ letter }) => letter === command.letter);
    if (place) router.push(place.path);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const close = () => setOpen(null);
  return (
    <>
      <button
        type="button"
        aria-label="Find anything"
        aria-keyshortcuts="Meta+K Control+K"
        aria-haspopup="dialog"
        className="flex items-center gap-2 rounded-md border border-line-strong bg-bg p-1.5 text-[12.5px] text-ink-3 hover:bg-sunken md:w-60 md:px-2.5"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen("find")}
      >
        <Glass />
        <span className="hidden md:inline">Find anything</span>
        <kbd className="ml-auto hidden font-sans md:inline">{useShortcut()}</kbd>
      </button>
      <Suspense fallback={null}>
        {open === "find" ? <FindDialog person={person} onClose={close} onHelp={() => setOpen("help")} /> : null}
        {open === "help" ? <ShortcutsDialog onClose={close} /> : null}
      </Suspense>
    </>
  );
}

function pressedOf(event: KeyboardEvent): Pressed {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const element = target instanceof Element ? target : null;
  const elsewhere = element?.closest("input, textarea, select, [contenteditable=''], [contenteditable=true], dialog");
  return { key, mod: ctrlKey || metaKey, alt: altKey, elsewhere: Boolean(elsewhere), at: event.timeStamp };
}

/** As this machine writes it; the server does not know which it is. */
function useShortcut(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘K" : "Ctrl K"),
    () => "⌘K",
  );
}

function Glass() {
  return (
    <svg className="mark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="7" cy="7" r="4.6" />
      <path d="m10.5 10.5 3.2 3.2" />
    </svg>
  );
}
