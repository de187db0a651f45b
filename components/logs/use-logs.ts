"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { LogSources, LogTrouble } from "@/lib/http/contracts/logs";
import { type LogState, listenToLogs } from "./log-connection";
import { createLogStore, type LogSnapshot } from "./log-store";

const EMPTY: LogSnapshot = { lines: [], lastId: 0, letGo: 0 };
const empty = () => EMPTY;

export type Logs = {
  snapshot: LogSnapshot;
  state: LogState;
  sources: LogSources | null;
  troubles: LogTrouble[];
  again: () => void;
};

/** The log at this address, followed for as long as the page shows it; another address begins anew. */
export function useLogs(address: string, follow: boolean): Logs {
  const [store] = useState(() => createLogStore((work) => requestAnimationFrame(work)));
  const [state, setState] = useState<LogState>({ is: "opening" });
  const [sources, setSources] = useState<LogSources | null>(null);
  const [troubles, setTroubles] = useState<LogTrouble[]>([]);
  const [round, setRound] = useState(0);
  const snapshot = useSyncExternalStore(store.subscribe, store.read, empty);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is another try at the same address
  useEffect(() => {
    const stop = new AbortController();
    store.clear();
    setTroubles([]);
    listenToLogs({
      browser: { fetch: (url, init) => fetch(url, init), document, now: () => performance.now() },
      url: (since) => withSince(address, since),
      follow,
      stop: stop.signal,
      hear: {
        lines: (lines) => stop.signal.aborted || store.append(lines),
        sources: setSources,
        trouble: ({ pod, ...rest }) =>
          setTroubles((known) => {
            const others = known.filter((trouble) => trouble.pod !== pod);
            return "againMs" in rest ? [...others, { pod, ...rest }] : others;
          }),
        state: (next) => stop.signal.aborted || setState(next),
      },
    });
    return () => stop.abort();
  }, [address, follow, store, round]);

  return { snapshot, state, sources, troubles, again: () => setRound((count) => count + 1) };
}

function withSince(address: string, since: Date | null): string {
  if (since === null) return address;
  return `${address}${address.includes("?") ? "&" : "?"}since=${encodeURIComponent(since.toISOString())}`;
}
