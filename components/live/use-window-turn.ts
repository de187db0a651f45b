"use client";
import { useEffect, useEffectEvent } from "react";
import { useNow } from "@/components/ui/clock";
import type { EnvironmentHeader } from "@/lib/http/contracts/overview";

/** The page's clock may be some seconds ahead of Slipway's (alignClock): asking too early would be asking for nothing. */
const LATE_MS = 6_000;

/** A window that opens or closes is no event of Argo CD's: when its time has come, the page asks once for what holds now. */
export function useWindowTurn(environments: readonly EnvironmentHeader[], refetch: () => void) {
  const now = useNow();
  const turns = environments.flatMap(({ window }) => (window.changesAt ? [Date.parse(window.changesAt)] : []));
  const next = turns.length > 0 ? Math.min(...turns) : null;
  const due = next !== null && now !== null && now >= next + LATE_MS ? next : null;
  const ask = useEffectEvent(refetch);
  useEffect(() => {
    if (due !== null) ask();
  }, [due]);
}
