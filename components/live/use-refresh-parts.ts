"use client";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";

const MOST_OFTEN_MS = 1_000;

/**
 * Loads anew what stands under the key each time `changed` is another value, at most once a second. What nobody shows any
 * more when this goes is forgotten: nothing would keep it up to date, and the server draws it anew.
 */
export function useRefreshParts(queryKey: QueryKey, changed: unknown): void {
  const client = useQueryClient();
  const first = useRef(true);
  const due = useRef<ReturnType<typeof setTimeout> | null>(null);
  const refresh = useEffectEvent(() => {
    due.current = null;
    void client.invalidateQueries({ queryKey });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changed` is what this waits for
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    due.current ??= setTimeout(() => refresh(), MOST_OFTEN_MS);
  }, [changed]);
  const forget = useEffectEvent(() => client.removeQueries({ queryKey, type: "inactive" }));
  useEffect(
    () => () => {
      if (due.current) clearTimeout(due.current);
      due.current = null;
      first.current = true;
      // The parts within leave after this does.
      setTimeout(() => forget());
    },
    [],
  );
}
