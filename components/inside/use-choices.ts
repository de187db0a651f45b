"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Change = Record<string, string | null>;

/**
 * What is chosen on this page, as its address says it. Choosing changes the address alone: nothing is asked of the server.
 * What a person can step back from is pushed; typing replaces.
 */
export function useChoices(): [URLSearchParams, (change: Change, how?: "push" | "replace") => void] {
  const path = usePathname();
  const params = useSearchParams();
  const choose = useCallback(
    (change: Change, how: "push" | "replace" = "replace") => {
      const query = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change))
        if (value === null || value === "") query.delete(name);
        else query.set(name, value);
      const text = query.toString();
      const address = text === "" ? path : `${path}?${text}`;
      if (how === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [path],
  );
  return [params, choose];
}
