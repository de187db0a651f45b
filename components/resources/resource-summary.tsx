"use client";
import type { ReactNode } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { tagOf } from "@/lib/domain/image-name";
import type { ResourceLink as Linked, ManifestFacts, ResourceDetails } from "@/lib/http/contracts/resources";
import { versionWords } from "./resource-aside";
import { ResourceLink } from "./resource-link";

/** What one resource is and how it stands, in facts. */
export function ResourceSummary({ details }: { details: ResourceDetails }) {
  const { row, facts, urls, application, owners, children, childrenOf, targets } = details;
  return (
    <div className="space-y-4 p-4">
      <Facts details={details} />
      {facts.problem !== null ? <p className="text-ink-2">{facts.problem}</p> : null}
      {facts.value ? <Conditions conditions={facts.value.conditions} /> : null}
      {facts.value ? <Containers containers={facts.value.containers} /> : null}
      <Linkeds title="Made by" links={owners} application={application} />
      <Linkeds title="Made" links={children} of={childrenOf} application={application} />
      <Linkeds title="Leads to" links={targets} application={application} />
      {urls.length > 0 ? (
        <Part title="Where it can be opened">
          <ul className="space-y-1">
            {urls.map((url) => (
              <li key={url} className="break-all">
                <OutsideLink href={url} className="text-accent">
                  <Plain text={url} most={300} />
                </OutsideLink>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {facts.value && facts.value.labels.length > 0 ? <Labels labels={facts.value.labels} /> : null}
      {row.orphaned ? (
        <p className="text-ink-2">
          It lies in the namespace, and no Application of Argo CD says that it belongs to it.
        </p>
      ) : null}
    </div>
  );
}

function Facts({ details: { row } }: { details: ResourceDetails }) {
  const facts: [string, ReactNode][] = [
    ["Namespace", <Plain key="n" text={row.namespace || "none: it is of the whole cluster"} most={253} />],
    ["Kind", <Plain key="k" text={[row.group, row.version, row.kind].filter(Boolean).join("/")} most={200} />],
    ["Health", row.health ?? "Argo CD has no health check for this kind"],
    ["Sync", syncFact(row)],
    ["Version", row.versions.length === 0 ? null : versionWords(row.versions)],
    ["Node", row.node === null ? null : <Plain key="m" text={row.node} most={253} />],
    ["Restarts", row.kind === "Pod" ? String(row.restarts) : null],
    ["Made", row.createdAt === null ? null : <RelativeTime key="c" at={row.createdAt} />],
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function syncFact(row: ResourceDetails["row"]): string {
  if (row.hook) return "A hook: it runs at a sync and is not compared";
  if (row.sync === null) return row.orphaned ? "Not in Git" : "Not in Git itself: something else made it";
  if (row.sync === "Unknown") return "Not known: Argo CD could not compare it";
  if (row.requiresPruning) return "Not in Git any more: a sync that prunes deletes it";
  return row.sync === "Synced" ? "As in Git" : "Differs from Git";
}

function Conditions({ conditions }: { conditions: ManifestFacts["conditions"] }) {
  if (conditions.length === 0) return null;
  return (
    <Part title="Conditions">
      <ul className="space-y-1.5">
        {conditions.map((condition) => (
          <li key={condition.type} className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2">
            <StatusMark tone={condition.tone} />
            <span className="min-w-0 break-words">
              <Plain text={condition.type} most={80} />{" "}
              <span className="text-ink-3">
                <Plain text={conditionWords(condition)} most={160} />
              </span>
              <Plain text={condition.message} most={400} className="block text-[12.5px] text-ink-2" />
            </span>
            <span className="text-[12.5px] text-ink-3">
              {condition.since ? <RelativeTime at={condition.since} /> : null}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function conditionWords({ status, reason }: ManifestFacts["conditions"][number]): string {
  const word = status === "True" ? "yes" : status === "False" ? "no" : "not known";
  return reason === "" ? word : `${word}, ${reason}`;
}

function Containers({ containers }: { containers: ManifestFacts["containers"] }) {
  if (containers.length === 0) return null;
  return (
    <Part title="Images">
      <ul className="space-y-1.5">
        {containers.map((container) => (
          <li key={`${container.init}/${container.name}`} className="break-words">
            <Plain text={container.name} most={80} className="font-medium" />{" "}
            <span className="font-mono text-[12.5px]">
              <Plain text={tagOf(container.image) ?? "no tag"} most={120} />
            </span>
            {container.init ? <span className="text-ink-3"> runs first</span> : null}
            {container.restarts > 0 ? (
              <span className="text-warn">
                {" "}
                {container.restarts === 1 ? "1 restart" : `${container.restarts} restarts`}
              </span>
            ) : null}
            <span className="block font-mono text-[12px] break-all text-ink-3">
              <Plain text={container.image} most={300} />
            </span>
            {container.state ? (
              <Plain text={container.state} most={200} className="block text-[12.5px] text-ink-2" />
            ) : null}
          </li>
        ))}
      </ul>
    </Part>
  );
}

type LinkedsProps = { title: string; links: Linked[]; of?: number; application: string };

function Linkeds({ title, links, of = links.length, application }: LinkedsProps) {
  if (links.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="space-y-1">
        {links.map((link) => (
          <li key={link.key} className="flex items-start gap-2">
            <StatusMark tone={link.tone} />
            <span className="min-w-0 break-words">
              <ResourceLink row={{ ...link, application }} />{" "}
              <Plain text={link.words} most={120} className="text-[12.5px] text-ink-3" />
            </span>
          </li>
        ))}
      </ul>
      {of > links.length ? <p className="mt-1 text-[12.5px] text-ink-3">and {of - links.length} more</p> : null}
    </Part>
  );
}

function Labels({ labels }: { labels: ManifestFacts["labels"] }) {
  return (
    <details>
      <summary className="cursor-pointer text-[12.5px] text-ink-3">
        {labels.length === 1 ? "1 label" : `${labels.length} labels`}
      </summary>
      <ul className="mt-1 font-mono text-[12px] break-all">
        {labels.map((label) => (
          <li key={label.name}>
            <Plain text={`${label.name}: ${label.value}`} most={600} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-[12.5px] font-medium text-ink-3">{title}</h3>
      {children}
    </section>
  );
}
