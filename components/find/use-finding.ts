"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { findQuery } from "@/lib/http/query-options";

/** So long is waited for the next letter. */
const PAUSE_MS = 90;
const FRESH_MS = 5_000;
/** The server takes no more. */
const MOST_CHARACTERS = 200;

/**
 * What is found for what is typed. Answers are kept by what they answer, so that a late one never stands where a newer
 * belongs; until the newer is there, the one before is shown as such.
 */
export function useFinding(typed: string) {
  const wanted = typed.trim().slice(0, MOST_CHARACTERS);
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { queryKey, load } = findQuery(asked);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey,
    queryFn: load,
    enabled: asked !== "",
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const settled = asked === wanted && data !== undefined && !isPlaceholderData;
  return { answer: data ?? null, error, settled, retry: () => void refetch() };
}
