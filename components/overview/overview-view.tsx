"use client";
import Link from "next/link";
import { applyToOverview, changesFilter } from "@/components/live/apply-live-event";
import { useLivePage } from "@/components/live/use-live-page";
import { useWindowTurn } from "@/components/live/use-window-turn";
import { DemoBar } from "@/components/shell/demo-bar";
import { Notices } from "@/components/shell/notices";
import { type ScreenActor, TopBar } from "@/components/shell/top-bar";
import { ErrorPanel } from "@/components/ui/error-panel";
import { counted } from "@/lib/domain/counted";
import type { Overview } from "@/lib/http/contracts/overview";
import { overviewQuery } from "@/lib/http/query-options";
import { pastPath } from "@/lib/routes";
import { AttentionList } from "./attention-list";
import { Filters } from "./filters";
import { Lately } from "./lately";
import { Matrix } from "./matrix";
import { NoEnvironments } from "./no-environments";

export function OverviewView({ initial, actor }: { initial: Overview; actor: ScreenActor }) {
  const {
    page: shown,
    connection,
    error,
    reload,
  } = useLivePage({ ...overviewQuery(initial.filter), initial, apply: applyToOverview, needsMore: changesFilter });
  useWindowTurn(shown.environments, reload);

  return (
    <>
      <TopBar
        platform={shown.platform}
        actor={actor}
        connection={connection}
        instances={shown.instances}
        here="overview"
      />
      {shown.demo ? <DemoBar environments={shown.environments} /> : null}
      <main id="content" className="mx-auto max-w-[1720px] space-y-3 px-3 pt-4 pb-10 sm:px-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1>What runs where</h1>
          <span className="flex-1" />
          <p className="text-[12.5px] text-ink-3">
            {totals(shown)} ·{" "}
            <Link
              href={pastPath({ q: shown.filter.q, env: shown.filter.env })}
              prefetch={false}
              className="text-accent underline"
            >
              At a past moment
            </Link>
          </p>
        </div>
        <Notices notices={shown.notices} instances={shown.instances} connection={connection} />
        {error ? (
          <ErrorPanel title="The newest state could not be loaded." detail={error.message} onRetry={reload} />
        ) : null}
        {shown.totals.environments === 0 ? (
          <NoEnvironments branch={shown.branch} hasPolicy={shown.platform !== ""} />
        ) : (
          <>
            <AttentionList lines={shown.attention} />
            <Filters overview={shown} />
            <Matrix overview={shown} />
            <Lately happenings={shown.lately} environments={shown.environments} />
          </>
        )}
      </main>
    </>
  );
}

function totals({ totals: t }: Overview): string {
  const found =
    t.shownServices === t.services
      ? counted(t.services, "service")
      : `${t.shownServices} of ${counted(t.services, "service")}`;
  return `${found} · ${counted(t.environments, "environment")} · ${counted(t.applications, "application")}`;
}
