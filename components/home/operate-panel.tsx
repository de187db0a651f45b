import Link from "next/link";
import { useWindowTurn } from "@/components/live/use-window-turn";
import { AttentionList } from "@/components/overview/attention-list";
import { LastDeploymentLine } from "@/components/overview/last-deployment-line";
import { Lately } from "@/components/overview/lately";
import { WindowLine } from "@/components/overview/window-line";
import { Status } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import type { Attention, EnvironmentHeader, Happening } from "@/lib/http/contracts/overview";
import { environmentPath } from "@/lib/routes";
import { NothingHere, Panel } from "./panel";

type Props = { environments: EnvironmentHeader[]; attention: Attention[]; lately: Happening[]; reload: () => void };

/** An operator's questions: what needs me, may I sync now, what came last? */
export function OperatePanel({ environments, attention, lately, reload }: Props) {
  useWindowTurn(environments, reload);
  return (
    <>
      {attention.length === 0 ? (
        <Panel id="needs" title="Needs attention" detail="">
          <NothingHere>Nothing fails, nothing was changed behind Git and nothing waits.</NothingHere>
        </Panel>
      ) : (
        <AttentionList lines={attention} />
      )}
      <Panel id="windows" title="Windows" detail="when what I operate may be synced">
        <ul>
          {environments.map((environment) => (
            <li
              key={environment.name}
              className="grid items-center gap-x-4 gap-y-1 border-t border-line px-3.5 py-2.5 md:grid-cols-[200px_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]"
            >
              <Link href={environmentPath(environment.name)} className="font-medium">
                <Plain text={environment.name} most={60} />
              </Link>
              <span className="text-[14px] font-medium tabular-nums">
                <WindowLine window={environment.window} />
              </span>
              <span className="flex flex-wrap gap-x-3">
                <Status tone={environment.tone} words={environment.words} />
                {environment.sync === "Synced" ? null : (
                  <Status
                    tone={environment.sync === "OutOfSync" ? "attention" : "unknown"}
                    words={environment.syncWords}
                  />
                )}
              </span>
              <span className="text-[12.5px] text-ink-2">
                <LastDeploymentLine deployment={environment.lastDeployment} sentence />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Lately happenings={lately} environments={environments} />
    </>
  );
}
