"use client";
import { type QueryKey, useQuery } from "@tanstack/react-query";

type Part<T> = { queryKey: QueryKey; load: () => Promise<T>; initial?: T };

/**
 * A part of a page: its frame says when it is to be loaded anew. What was loaded stays while it is, and stays with its
 * error beside it when that fails.
 */
export function usePart<T>({ queryKey, load, initial }: Part<T>) {
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery<T>({
    queryKey,
    queryFn: load,
    ...(initial === undefined ? {} : { initialData: initial }),
  });
  return { data, error, loading: isFetching, loadedAt: dataUpdatedAt, reload: () => void refetch() };
}
