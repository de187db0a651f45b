"use client";
import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import type { LiveEvent } from "@/lib/http/contracts/overview";
import { isNewer } from "./apply-live-event";
import type { Connection } from "./connection";
import type { LiveMessage } from "./live-message";
import { useLive } from "./use-live";

const MOST_RECENT = 300;
const MOST_APART_MS = 1_000;

type Held = { eventId: string };
type LivePage<T> = {
  queryKey: QueryKey;
  load: () => Promise<T>;
  initial: T;
  /** The page with an event's parts put in; the same object when it holds them already. */
  apply: (page: T, event: LiveEvent) => T;
  /** Whether an event changes what does not travel with it. */
  needsMore: (page: T, event: LiveEvent) => boolean;
};

/**
 * A page that keeps itself up to date: events are put in as they come. What was missed is loaded, and until that has
 * worked nothing newer is put in, so that the page never looks up to date when it is not.
 */
export function useLivePage<T extends Held>({
  queryKey,
  load,
  initial,
  apply,
  needsMore,
}: LivePage<T>): {
  page: T;
  connection: Connection;
  error: Error | null;
  reload: () => void;
} {
  const client = useQueryClient();
  const recent = useRef<LiveEvent[]>([]);
  const behind = useRef(false);
  const loading = useRef(false);
  const again = useRef(false);
  const soon = useRef<ReturnType<typeof setTimeout> | null>(null);

  const withRecent = (page: T) => recent.current.reduce(apply, page);
  const { data, error, refetch } = useQuery<T>({
    queryKey,
    // Events that arrive while the answer is on its way are newer than it.
    queryFn: async () => withRecent(await load()),
    initialData: () => initial,
  });
  const page = data === undefined || isNewer(initial.eventId, data.eventId) ? initial : data;

  const adopt = useEffectEvent((arrived: T) => {
    const held = client.getQueryData<T>(queryKey);
    if (!held || isNewer(arrived.eventId, held.eventId)) client.setQueryData<T>(queryKey, withRecent(arrived));
  });
  useEffect(() => adopt(initial), [initial]);

  /** One at a time; whatever asks meanwhile is served by one more. */
  async function reload() {
    again.current = true;
    if (loading.current) return;
    loading.current = true;
    while (again.current) {
      again.current = false;
      behind.current = !(await refetch()).isSuccess;
    }
    loading.current = false;
  }

  /** Every open page is told of a reset at once: they come back one after the other, whatever they hear meanwhile. */
  function loadSoon(load: () => void) {
    soon.current ??= setTimeout(() => {
      soon.current = null;
      load();
    }, Math.random() * MOST_APART_MS);
  }
  useEffect(() => () => clearTimeout(soon.current ?? undefined), []);

  const onMessage = (message: LiveMessage) => {
    switch (message.kind) {
      case "change":
        recent.current = [...recent.current, message.event].slice(-MOST_RECENT);
        if (!behind.current) client.setQueryData<T>(queryKey, (before) => before && apply(before, message.event));
        if (!soon.current && (behind.current || needsMore(page, message.event))) void reload();
        return;
      case "reset":
        if (message.anew) return loadSoon(() => window.location.reload());
        if (!isNewer(message.id, page.eventId)) return;
        behind.current = true;
        loadSoon(() => void reload());
        return;
      case "beat":
        if (!soon.current && behind.current && message.databaseAwaySince === null) void reload();
        return;
      case "lost":
      case "signed-out":
        return;
    }
  };
  const connection = useLive(() => page.eventId, onMessage);
  return { page, connection, error, reload: () => void reload() };
}
