"use client";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { plainText } from "@/lib/format";
import type { LogPodView, LogSources } from "@/lib/http/contracts/logs";
import type { Tone } from "@/lib/http/contracts/status";

type Props = {
  sources: LogSources;
  service: string | null;
  named: readonly string[];
  onChoose: (pods: string[]) => void;
};

const TONE = { failing: "failing", running: "fine", ended: "unknown" } as const satisfies Record<
  LogPodView["state"],
  Tone
>;

/** Which pods are read, and which are left out because they are too many at once. */
export function PodPicker({ sources, service, named, onChoose }: Props) {
  const pods = sources.pods.filter((pod) => service === null || pod.service === service || pod.read);
  const read = pods.filter((pod) => pod.read);
  const leftOut = named.length > 0 ? [] : pods.filter((pod) => !pod.read && pod.state !== "ended");
  const isFull = read.length >= sources.most;
  const toggle = (name: string) => {
    const now = read.map((pod) => pod.name);
    onChoose(now.includes(name) ? now.filter((other) => other !== name) : [...now, name]);
  };
  return (
    <details
      className="relative"
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.open = false;
      }}
    >
      <summary className="btn btn-small cursor-pointer list-none">
        {words(read, read.length + leftOut.length, named.length > 0)}
        {leftOut.length > 0 ? <span className="text-warn">· {leftOut.length} left out</span> : null} ▾
      </summary>
      <div className="absolute z-10 mt-1 max-h-96 w-[min(26rem,calc(100vw-3rem))] overflow-y-auto rounded-lg border border-line-strong bg-surface p-2 shadow-lg max-sm:-left-2">
        {leftOut.length > 0 ? (
          <p className="px-1.5 pb-2 text-[12.5px] text-ink-2">
            At most {sources.most} pods are read at once: failing ones first, then the newest. Take one out to read
            another.
          </p>
        ) : null}
        <ul>
          {pods.map((pod) => (
            <li key={pod.name}>
              <label className="flex items-center gap-2 rounded px-1.5 py-1 hover:bg-sunken">
                <input
                  type="checkbox"
                  checked={pod.read}
                  disabled={(!pod.read && isFull) || (pod.read && read.length === 1)}
                  onChange={() => toggle(pod.name)}
                />
                <StatusMark tone={TONE[pod.state]} />
                <span className="min-w-0 flex-1 break-all">
                  <Plain text={pod.name} most={120} />
                </span>
                <span className="text-[12px] text-ink-3">{plainText(pod.words, 40)}</span>
              </label>
            </li>
          ))}
        </ul>
        {sources.unnamed > 0 ? <p className="px-1.5 pt-1 text-ink-3">and {sources.unnamed} more pods</p> : null}
        {named.length > 0 ? (
          <button type="button" className="btn btn-small mt-2" onClick={() => onChoose([])}>
            Choose by themselves
          </button>
        ) : null}
      </div>
    </details>
  );
}

function words(read: readonly LogPodView[], all: number, chosen: boolean): string {
  const [only] = read;
  if (read.length === 1 && only) return plainText(only.name, 60);
  if (chosen) return `${read.length} chosen pods`;
  return read.length === all ? `All ${all} pods` : `${read.length} of ${all} pods`;
}
