"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { useChoices } from "@/components/inside/use-choices";
import { usePart } from "@/components/live/use-part";
import { Status } from "@/components/status/status";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Plain } from "@/components/ui/plain";
import { resourceOfKey } from "@/lib/domain/resource-key";
import { resourceQuery } from "@/lib/http/query-options";
import { DrawerTabs, showOf } from "./drawer-tabs";
import { ResourceLinks } from "./resource-links";

type Props = { name: string; application: string | null; onClose: () => void };

/** One resource beside the page, which stays at hand. Escape closes it, and the keyboard is where it was before. */
export function ResourceDrawer({ name, application, onClose }: Props) {
  const { header } = useEnvironment();
  const [params] = useChoices();
  const resource = resourceOfKey(name);
  const { data, error, reload } = usePart({
    ...resourceQuery(header.name, { application, resource: name }),
    enabled: resource !== null,
  });
  const heading = useKeyboardInside(name, onClose);
  return (
    <aside
      aria-label="Resource"
      className="fixed inset-y-0 right-0 z-30 flex w-full flex-col border-l border-line-strong bg-surface shadow-xl sm:w-[min(760px,92vw)]"
    >
      <header className="flex items-start gap-3 px-4 pt-3.5 pb-2">
        <div className="min-w-0 flex-1">
          <h2 ref={heading} tabIndex={-1} className="break-words outline-none">
            <Plain text={resource?.kind ?? "Resource"} most={60} className="font-normal text-ink-3" />{" "}
            <Plain text={resource?.name ?? ""} most={253} />
          </h2>
          {data ? (
            <p className="mt-1 flex flex-wrap items-center gap-x-3">
              <Status tone={data.row.tone} words={data.row.words || "Nothing is told of its state"} />
              <Plain text={data.row.message} most={400} className="text-[12.5px] text-ink-2" />
              <ResourceLinks details={data} />
            </p>
          ) : null}
        </div>
        <button type="button" className="btn btn-small" onClick={onClose}>
          Close
        </button>
      </header>
      {resource === null ? (
        <p className="p-4 text-ink-2">The address names no resource. Close this and choose one.</p>
      ) : (
        <DrawerTabs
          show={showOf(params)}
          {...{ name, application, details: data ?? null }}
          problem={
            error ? (
              <ErrorPanel title="This resource could not be loaded." detail={error.message} onRetry={reload} />
            ) : null
          }
        />
      )}
    </aside>
  );
}

/** The keyboard goes to the drawer's head when it opens, and back to what opened it when it closes. */
function useKeyboardInside(name: string, onClose: () => void) {
  const heading = useRef<HTMLHeadingElement>(null);
  const opened = useRef(name);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // The search inside of a manifest closes first.
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    opened.current = name;
    heading.current?.focus();
  }, [name]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    const before = document.activeElement;
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
      giveBack(before, opened.current);
    };
  }, []);
  return heading;
}

/** To the row of what was open last, to the graph, else to where the keyboard was. */
function giveBack(before: Element | null, name: string): void {
  const row = document.querySelector<HTMLElement>(`[data-resource="${CSS.escape(name)}"]`);
  const graph = document.querySelector<HTMLElement>("[data-graph]");
  const target = row ?? graph ?? before;
  if (target instanceof HTMLElement) target.focus();
}
