"use client";
import { useBrowserNow, useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { ago } from "@/lib/format";
import type { InstanceState } from "@/lib/http/contracts/overview";
import { type Connection, judged } from "./connection";

type Verdict = { dot: string; word: string; detail: string };

/** Live, stale or offline, in a word, with the reasons behind it: the page's own connection and each Argo CD's. */
export function LiveMark({ connection, instances: known }: { connection: Connection; instances: InstanceState[] }) {
  const now = useBrowserNow();
  const instances = judged(known, useNow());
  const { dot, word, detail } = verdict(connection, instances, now);
  return (
    <details className="relative">
      <summary className="flex cursor-pointer list-none items-center gap-2 text-[12.5px] text-ink-2" title={detail}>
        <i aria-hidden="true" className={`size-[7px] rounded-full ${dot}`} />
        <span role="status">{word}</span>
      </summary>
      <div className="card absolute right-0 z-10 mt-2 w-80 max-w-[90vw] p-3 text-[12.5px] shadow-lg">
        <p>{detail}</p>
        <ul className="mt-2 space-y-1.5">
          {instances.map((instance) => (
            <li key={instance.name}>
              <b className="font-medium">
                Argo CD <Plain text={instance.name} most={60} />
              </b>{" "}
              {instance.version ? <Plain text={instance.version} most={30} className="text-ink-3" /> : null}:{" "}
              {stateWords(instance)}
              {instance.since ? (
                <>
                  {" "}
                  since <RelativeTime at={instance.since} />
                </>
              ) : null}
              {instance.message ? <Plain text={instance.message} most={200} className="block text-ink-3" /> : null}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function stateWords(instance: InstanceState): string {
  switch (instance.state) {
    case "live":
      return "live";
    case "stale":
      return "not heard";
    case "offline":
      return "does not answer";
    case "starting":
      return "being read for the first time";
  }
}

function verdict(connection: Connection, instances: InstanceState[], now: number | null): Verdict {
  const seen = connection.heardAt !== null && now !== null ? ` Last heard ${ago(now - connection.heardAt)}.` : "";
  if (connection.state === "signed-out")
    return { dot: "bg-bad", word: "Signed out", detail: `You are signed out: this page no longer changes.${seen}` };
  if (connection.state === "lost")
    return { dot: "bg-bad", word: "Offline", detail: `This page has lost Slipway and shows what it last knew.${seen}` };
  if (connection.databaseAwaySince !== null)
    return {
      dot: "bg-bad",
      word: "Database away",
      detail: "Slipway's database does not answer. What is shown is what was last known.",
    };
  if (instances.some((i) => i.state === "offline"))
    return {
      dot: "bg-bad",
      word: "Argo CD away",
      detail: "An Argo CD does not answer. What is shown is what it last said.",
    };
  if (instances.some((i) => i.state === "stale"))
    return { dot: "bg-warn", word: "Stale", detail: "An Argo CD is not being heard. What is shown may be old." };
  if (instances.length === 0 || instances.some((i) => i.state === "starting"))
    return { dot: "bg-mute", word: "Starting", detail: "Argo CD is being read for the first time." };
  if (connection.state === "connecting")
    return { dot: "bg-mute", word: "Connecting", detail: "This page connects to Slipway." };
  return { dot: "bg-ok", word: "Live", detail: "Changes appear by themselves." };
}
