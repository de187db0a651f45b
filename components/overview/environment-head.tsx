import type { ReactNode } from "react";
import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { ReadyLink } from "@/components/ui/ready-link";
import { RelativeTime } from "@/components/ui/relative-time";
import { syncTone } from "@/lib/domain/status-words";
import { plainText, shortSha } from "@/lib/format";
import type { EnvironmentHeader } from "@/lib/http/contracts/overview";
import { environmentPath } from "@/lib/routes";
import { LastDeploymentLine } from "./last-deployment-line";
import { WindowLine } from "./window-line";

/** An environment's state above its column: health, sync, revision, last deployment, window, policy. */
export function EnvironmentHead({ environment }: { environment: EnvironmentHeader }) {
  const { revision, lastOperation } = environment;
  const ended = lastOperation?.phase === "Failed" || lastOperation?.phase === "Error";
  const failed = ended && lastOperation.kind !== "dry-run";
  return (
    <div className="@container px-3.5 pt-2.5 pb-3">
      <h2>
        <ReadyLink href={environmentPath(environment.name)}>
          <Plain text={environment.name} most={60} />
        </ReadyLink>
      </h2>
      <p className="mt-1.5 flex flex-wrap gap-x-3.5 gap-y-1">
        <Status tone={environment.tone} words={environment.words} />
        <Status tone={syncTone(environment.sync)} words={environment.syncWords} />
      </p>
      <dl className="mt-2.5 space-y-1 text-[12.5px]">
        <Fact name="Revision">
          {revision ? (
            <>
              <OutsideLink href={revision.url}>
                <code>{shortSha(revision.sha)}</code>
              </OutsideLink>{" "}
              <Plain text={revision.message} most={80} />
              <span className="text-ink-3">
                {revision.author ? (
                  <>
                    {" "}
                    · <Plain text={revision.author} most={40} />
                  </>
                ) : null}
                {revision.at ? (
                  <>
                    , <RelativeTime at={revision.at} bare />
                  </>
                ) : null}
              </span>
            </>
          ) : (
            <span className="text-ink-3">not deployed yet</span>
          )}
        </Fact>
        <Fact name="Deployed">
          <LastDeploymentLine deployment={environment.lastDeployment} />
        </Fact>
        <Fact name="Window">
          <WindowLine window={environment.window} />
        </Fact>
        <Fact name="Policy">
          {environment.policy.words}
          {environment.policy.differs ? <span className="text-warn"> · not as declared</span> : null}
        </Fact>
        {failed || lastOperation?.retrying ? (
          <Fact name="Last sync">
            <span className="text-bad" title={plainText(lastOperation?.message ?? "", 500)}>
              <Plain text={lastOperation?.retrying ?? "failed"} most={100} />
            </span>
          </Fact>
        ) : null}
      </dl>
    </div>
  );
}

/** On one line beside its name; in a narrow column, of many, it runs on over a few lines instead of being cut off. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-2.5 @max-[16rem]:block @max-[16rem]:max-h-[5lh] @max-[16rem]:overflow-hidden">
      <dt className="text-ink-3 @max-[16rem]:mr-1.5 @max-[16rem]:inline">{name}</dt>
      <dd className="truncate @max-[16rem]:inline @max-[16rem]:break-words @max-[16rem]:whitespace-normal">
        {children}
      </dd>
    </div>
  );
}
