"use client";
import { useMemo, useState } from "react";
import type { Target } from "./log-list";
import { createLogSearch } from "./log-search";
import type { LogSnapshot } from "./log-store";

export type Found = {
  count: number;
  /** Which of them one stands on, from 1; 0: on none yet. */
  place: number;
  target: Target | null;
  go: (step: 1 | -1) => void;
};

/** The lines that have these words, and the way from one to the next; the newest is the first that one comes to. */
export function useLogSearch(snapshot: LogSnapshot, words: string): Found {
  const [current, setCurrent] = useState<{ words: string; target: Target } | null>(null);
  const search = useMemo(() => (words === "" ? null : createLogSearch(words)), [words]);
  const ids = useMemo(() => {
    search?.update(snapshot.lines);
    return search?.ids() ?? [];
  }, [search, snapshot]);
  const at = current?.words === words ? current.target : null;
  const index = at ? ids.indexOf(at.id) : -1;

  function go(step: 1 | -1) {
    if (ids.length === 0) return;
    const next = index < 0 ? ids.length - 1 : (index + step + ids.length) % ids.length;
    const id = ids[next];
    if (id !== undefined) setCurrent({ words, target: { id, turn: (at?.turn ?? 0) + 1 } });
  }

  return { count: ids.length, place: index + 1, target: at, go };
}
