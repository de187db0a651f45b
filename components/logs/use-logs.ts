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

type Asked = { address: string; application: string | null; follow: boolean };

/**
 * The log at this address, followed for as long as the page shows it; another address begins anew. What its pods are stays
 * until it is told again, so that one can be chosen after the other; another Application's never do.
 */
export function useLogs({ address, application, follow }: Asked): Logs {
  const [store] = useState(() => createLogStore((work) => requestAnimationFrame(work)));
  const [state, setState] = useState<LogState>({ is: "opening" });
  const [heard, setHeard] = useState<{ of: string | null; sources: LogSources } | null>(null);
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
        sources: (next) => stop.signal.aborted || setHeard({ of: application, sources: next }),
        trouble: ({ pod, ...rest }) =>
          stop.signal.aborted ||
          setTroubles((known) => {
            const others = known.filter((trouble) => trouble.pod !== pod);
            return "againMs" in rest ? [...others, { pod, ...rest }] : others;
          }),
        state: (next) => stop.signal.aborted || setState(next),
      },
    });
    return () => stop.abort();
  }, [address, application, follow, store, round]);

  const sources = heard?.of === application ? heard.sources : null;
  return { snapshot, state, sources, troubles, again: () => setRound((count) => count + 1) };
}

function withSince(address: string, since: Date | null): string {
  if (since === null) return address;
  return `${address}${address.includes("?") ? "&" : "?"}since=${encodeURIComponent(since.toISOString())}`;
}
