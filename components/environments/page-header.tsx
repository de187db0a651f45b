import Link from "next/link";
import { LastDeploymentLine } from "@/components/overview/last-deployment-line";
import { WindowLine } from "@/components/overview/window-line";
import { Chip, Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { shortSha } from "@/lib/format";
import type { EnvironmentHeader, InstanceState, LastOperation } from "@/lib/http/contracts/overview";
import { comparePath } from "@/lib/routes";

/** Is it well, and if not why: health, sync and how the last operation ended, side by side. */
export function PageHeader({ header, instances }: { header: EnvironmentHeader; instances: InstanceState[] }) {
  const heardAt = instances.find(({ name }) => name === header.instance)?.lastEventAt ?? null;
  const { revision, lastOperation } = header;
  return (
    <header className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1>
          <Plain text={header.name} most={100} />
        </h1>
        <Status tone={header.tone} words={header.words} />
        <Status
          tone={header.sync === "Synced" ? "fine" : header.sync === "OutOfSync" ? "attention" : "unknown"}
          words={header.syncWords}
        />
        <OperationChip operation={lastOperation} deployment={header.lastDeployment} />
        <span className="flex-1" />
        <WindowLine window={header.window} />
        <Link className="btn btn-small" href={comparePath({ from: header.name })}>
          Compare
        </Link>
        {header.links.argocd ? (
          <OutsideLink href={header.links.argocd} className="btn btn-small">
            Open in Argo CD
          </OutsideLink>
        ) : null}
        {header.links.git ? (
          <OutsideLink href={header.links.git} className="btn btn-small">
            Open the commit
          </OutsideLink>
        ) : null}
      </div>
      <p className="text-[12.5px] text-ink-2">
        {revision ? (
          <>
            Runs <code>{shortSha(revision.sha)}</code> <Plain text={revision.message} most={120} />
            {revision.author ? (
              <>
                {" "}
                by <Plain text={revision.author} most={60} />
              </>
            ) : null}
            . <LastDeploymentLine deployment={header.lastDeployment} sentence />
          </>
        ) : (
          "Nothing has been deployed here yet."
        )}{" "}
        {heardAt ? (
          <span className="text-ink-3">
            Argo CD last heard <RelativeTime at={heardAt} />.
          </span>
        ) : null}
      </p>
      {lastOperation?.retrying ? <Plain text={lastOperation.retrying} most={200} className="block text-warn" /> : null}
      {header.conditions.length > 0 ? <Conditions conditions={header.conditions} /> : null}
    </header>
  );
}

const KINDS: Record<LastOperation["kind"], string> = {
  sync: "sync",
  "partial-sync": "partial sync",
  "self-heal": "self-heal",
  "dry-run": "dry run",
  rollback: "rollback",
};

/** A self-heal that went well is no news beside the deployment that it followed (contract 13.1). */
function OperationChip({
  operation,
  deployment,
}: {
  operation: LastOperation | null;
  deployment: EnvironmentHeader["lastDeployment"];
}) {
  if (!operation) return null;
  const healed = operation.kind === "self-heal" && operation.phase === "Succeeded";
  if (healed && deployment?.outcome === "failed") return <Chip tone="failing" words="last sync failed" />;
  const kind = KINDS[healed ? "sync" : operation.kind];
  switch (operation.phase) {
    case "Succeeded":
      return <Chip tone="fine" words={`last ${kind} succeeded`} />;
    case "Running":
      return <Chip tone="moving" words={`${kind} runs`} />;
    case "Terminating":
      return <Chip tone="moving" words={`${kind} is being stopped`} />;
    case "Failed":
    case "Error":
      return <Chip tone="failing" words={`last ${kind} failed`} />;
  }
}

function Conditions({ conditions }: { conditions: EnvironmentHeader["conditions"] }) {
  return (
    <ul className="card divide-y divide-line" aria-label="Conditions">
      {conditions.map((condition) => (
        <li
          key={`${condition.application}-${condition.type}-${condition.message.slice(0, 80)}`}
          className="px-3.5 py-2"
        >
          <Status tone={condition.type.endsWith("Error") ? "failing" : "attention"} words={condition.type} />{" "}
          {condition.application ? (
            <Plain text={`${condition.application}:`} most={120} className="font-medium" />
          ) : null}{" "}
          <Plain text={condition.message} most={600} className="break-words text-ink-2" />
          {condition.since ? (
            <span className="text-ink-3">
              {" "}
              <RelativeTime at={condition.since} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
