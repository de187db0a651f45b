"use client";
import { useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { duration, exactUtc } from "@/lib/format";
import type { WindowState } from "@/lib/http/contracts/overview";

/** Open or closed, and in how long that changes; the count runs in the page. */
export function WindowLine({ window }: { window: WindowState }) {
  const now = useNow();
  if (window.state === "always-open") return <span>always open</span>;
  if (window.state === "unknown") return <span className="text-ink-3">not known</span>;
  const left = window.changesAt && now !== null ? Date.parse(window.changesAt) - now : null;
  const when =
    left === null
      ? ""
      : `${window.state === "open" ? ", closes" : ", opens"} in ${duration(left > 3_600_000 ? Math.floor(left / 60_000) * 60_000 : left)}`;
  const title = [window.changesAt ? exactUtc(window.changesAt) : "", window.rule ?? ""].filter(Boolean).join("\n");
  return (
    <span className={window.state === "open" ? "text-ok" : "text-ink-2"} title={title}>
      <Plain text={window.words} most={100} />
      {when}
    </span>
  );
}
