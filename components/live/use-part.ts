"use client";
import { type QueryKey, useQuery } from "@tanstack/react-query";

type Part<T> = {
  queryKey: QueryKey;
  load: () => Promise<T>;
  initial?: T;
  /** Asked for again so often, while the page is looked at. */
  everyMs?: number;
  /** Not asked for while false. */
  enabled?: boolean;
};

/**
 * A part of a page: its frame says when it is to be loaded anew. What was loaded stays while it is, and stays with its
 * error beside it when that fails.
 */
export function usePart<T>({ queryKey, load, initial, everyMs, enabled = true }: Part<T>) {
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery<T>({
    queryKey,
    queryFn: load,
    enabled,
    // What is asked for again soon anyway need not be tried three times before it is said that it failed.
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs, retry: false }),
    ...(initial === undefined ? {} : { initialData: initial }),
  });
  return { data, error, loading: isFetching, loadedAt: dataUpdatedAt, reload: () => void refetch() };
}
