"use client";
import { type ReactNode, useEffect, useRef } from "react";

type Props = { label: string; onClose: () => void; className: string; children: ReactNode };

/**
 * A dialog over the page: the browser keeps the focus inside, closes it at Escape, and gives the focus back. What is marked
 * by data-focus-first has it at the beginning.
 */
export function Modal({ label, onClose, className, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const own = dialog.current;
    if (own && !own.open) own.showModal();
    own?.querySelector<HTMLElement>("[data-focus-first]")?.focus();
    return () => own?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it, as Escape does by itself
    <dialog
      ref={dialog}
      aria-label={label}
      className={`card backdrop:bg-black/40 ${className}`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
