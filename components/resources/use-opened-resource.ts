"use client";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { useChosenApplication } from "@/components/inside/application-picker";
import { useChoices } from "@/components/inside/use-choices";
import { environmentPath } from "@/lib/routes";

/** What a resource's drawer leaves behind in the address when it is closed. */
const DRAWER = { resource: null, show: null, side: null };

export type Opener = {
  /** The resource's own address, so that it can be opened in a new tab or sent to somebody. */
  addressOf(key: string, application: string): string;
  open(key: string, application: string): void;
};

const Opening = createContext<Opener | null>(null);
export const OpenerProvider = Opening.Provider;

export function useOpener(): Opener {
  const opener = useContext(Opening);
  if (!opener) throw new Error("This part stands outside of the resources.");
  return opener;
}

/**
 * The resource in the drawer, by its key, and how it is opened and closed. Opening one of another Application looks into
 * that one (`looked`); which of them the page is about (`application`, null: all) is not changed by it.
 */
export function useOpenedResource() {
  const { header } = useEnvironment();
  const [params, choose] = useChoices();
  const [before, setBefore] = useState<{ application: string | null } | null>(null);
  const several = header.applications.total > 1;
  const resource = params.get("resource");
  const looked = useChosenApplication();

  const open = useCallback(
    (key: string, application: string) => {
      const now = new URLSearchParams(window.location.search);
      if (!now.has("resource")) setBefore({ application: now.get("application") });
      choose({ ...DRAWER, resource: key, ...(several ? { application } : {}) }, "push");
    },
    [choose, several],
  );
  const addressOf = useCallback(
    (key: string, application: string) =>
      environmentPath(header.name, "resources", { resource: key, application: several ? application : null }),
    [header.name, several],
  );
  const close = useCallback(() => {
    choose({ ...DRAWER, ...before });
    setBefore(null);
  }, [choose, before]);
  const opener = useMemo(() => ({ open, addressOf }), [open, addressOf]);
  return { resource, looked, application: resource !== null && before ? before.application : looked, opener, close };
}
