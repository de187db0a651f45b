"use client";
import { useMemo } from "react";
import { useChoices } from "@/components/inside/use-choices";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { type PodGroup, podGroups } from "@/lib/domain/pod-groups";
import { isPod } from "@/lib/domain/resource-row";
import type { ResourceRow, TreePage } from "@/lib/http/contracts/resources";
import { ResourceLine } from "./resource-line";

const MOST_PODS = 500;
const WAYS = [
  { by: "service", word: "By service" },
  { by: "node", word: "By node" },
] as const;

type Props = {
  /** All of the Application, since what made a pod says where it belongs; and those that are looked for. */
  rows: ResourceRow[];
  found: ResourceRow[];
  hosts: TreePage["hosts"];
  opened: string | null;
};

/** Pods by what they serve or by what carries them, failing first: each with its reason, restarts, version and age. */
export function PodsView({ rows, found, hosts, opened }: Props) {
  const [params, choose] = useChoices();
  const by = params.get("by") === "node" ? "node" : "service";
  const ended = found.filter((row) => row.ended);
  const groups = useMemo(() => {
    const wanted = new Set(found.flatMap((row) => (row.ended ? [] : row.key)));
    return podGroups(
      rows.filter((row) => !isPod(row) || wanted.has(row.key)),
      by,
    );
  }, [rows, found, by]);
  return (
    <>
      <fieldset className="flex gap-1 border-b border-line p-2.5">
        <legend className="sr-only">Group pods</legend>
        {WAYS.map((way) => (
          <button
            key={way.by}
            type="button"
            aria-pressed={by === way.by}
            onClick={() => choose({ by: way.by === "service" ? null : way.by }, "push")}
            className={`btn btn-small ${by === way.by ? "border-accent bg-accent-soft text-accent" : ""}`}
          >
            {way.word}
          </button>
        ))}
      </fieldset>
      {groups.length === 0 && ended.length === 0 ? (
        <p className="p-4 text-ink-2">No pod matches, or none runs here.</p>
      ) : null}
      {groups.map((group) => (
        <Group key={group.id} group={group} host={hosts.find((one) => one.name === group.id)} opened={opened} />
      ))}
      {ended.length > 0 ? (
        <details open={groups.length === 0}>
          <summary className="cursor-pointer px-3.5 py-2 text-[12.5px] text-ink-3">
            {ended.length === 1 ? "1 pod that ended well" : `${ended.length} pods that ended well`}
          </summary>
          <Pods pods={ended} opened={opened} />
        </details>
      ) : null}
    </>
  );
}

type GroupProps = {
  group: PodGroup<ResourceRow>;
  host: TreePage["hosts"][number] | undefined;
  opened: string | null;
};

function Group({ group, host, opened }: GroupProps) {
  const { pods, failing } = group;
  const machine = host ? [host.architecture, host.kernel].filter(Boolean).join(", ") : "";
  return (
    <section className="border-b border-line last:border-b-0">
      <h2 className="flex flex-wrap items-center gap-x-2 bg-sunken px-3.5 py-2">
        <StatusMark tone={group.tone} />
        <span className="min-w-0 break-words">
          <Plain text={group.kind} most={60} className="font-normal text-ink-3" />{" "}
          <Plain text={group.title} most={120} />
        </span>
        <span className="text-[12.5px] font-normal text-ink-2">
          {pods.length === 1 ? "1 pod" : `${pods.length} pods`}
          {failing > 0 ? `, ${failing} failing` : ""}
        </span>
        {machine ? <Plain text={machine} most={120} className="text-[12.5px] font-normal text-ink-3" /> : null}
      </h2>
      <Pods pods={pods} opened={opened} />
    </section>
  );
}

function Pods({ pods, opened }: { pods: ResourceRow[]; opened: string | null }) {
  return (
    <>
      <ul className="divide-y divide-line">
        {pods.slice(0, MOST_PODS).map((pod) => (
          <ResourceLine key={pod.key} row={pod} opened={opened === pod.key} bare />
        ))}
      </ul>
      {pods.length > MOST_PODS ? (
        <p className="px-3.5 py-2 text-[12.5px] text-ink-2">
          {MOST_PODS} are shown, failing first. A part of a name finds the others.
        </p>
      ) : null}
    </>
  );
}
