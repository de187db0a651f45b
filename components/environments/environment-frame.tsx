"use client";
import Link from "next/link";
import { useSelectedLayoutSegment } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { browserStore, remember } from "@/components/find/recent";
import { applyToEnvironment, concerns } from "@/components/live/apply-live-event";
import { useLivePage } from "@/components/live/use-live-page";
import { useRefreshParts } from "@/components/live/use-refresh-parts";
import { useWindowTurn } from "@/components/live/use-window-turn";
import { AttentionList } from "@/components/overview/attention-list";
import { DemoBar } from "@/components/shell/demo-bar";
import { Notices } from "@/components/shell/notices";
import { type ScreenActor, TopBar } from "@/components/shell/top-bar";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import { environmentQuery, insideKey } from "@/lib/http/query-options";
import { overviewPath } from "@/lib/routes";
import { FailingPods } from "./failing-pods";
import { PageHeader } from "./page-header";
import { Tabs } from "./tabs";

const Environment = createContext<EnvironmentPage | null>(null);

/** The environment around this part, as it is now. */
export function useEnvironment(): EnvironmentPage {
  const page = useContext(Environment);
  if (!page) throw new Error("This part stands outside of an environment.");
  return page;
}

type Props = { initial: EnvironmentPage; actor: ScreenActor; children: ReactNode };

/** Is it well, and if not why; below it one part. The parts follow what changes here. */
export function EnvironmentFrame({ initial, actor, children }: Props) {
  const { page, connection, error, reload } = useLivePage({
    ...environmentQuery(initial.header.name),
    initial,
    apply: applyToEnvironment,
    needsMore: concerns,
  });
  const { header, cells } = page;
  useWindowTurn([header], reload);
  useRefreshParts(
    insideKey(header.name),
    useMemo(() => ({ header, cells }), [header, cells]),
  );
  useEffect(() => remember(browserStore, actor.login, { kind: "environment", key: header.name }), [actor, header.name]);
  const segment = useSelectedLayoutSegment();
  const told = new Set(cells.filter((cell) => cell.failing.length > 0).map((cell) => cell.key));

  return (
    <Environment value={page}>
      <TopBar
        platform={page.platform}
        actor={actor}
        connection={connection}
        instances={page.instances}
        here="environment"
      />
      {page.demo ? <DemoBar environments={[header]} /> : null}
      <main id="content" className="mx-auto max-w-[1720px] space-y-3 px-3 pt-3 pb-10 sm:px-5">
        <nav aria-label="Where you are" className="text-[12.5px] text-ink-3">
          <Link href={overviewPath()}>Overview</Link> / {header.name}
        </nav>
        <PageHeader header={header} instances={page.instances} />
        <Notices notices={page.notices} instances={page.instances} connection={connection} />
        {error ? (
          <ErrorPanel title="The newest state could not be loaded." detail={error.message} onRetry={reload} />
        ) : null}
        <FailingPods cells={cells} />
        <AttentionList lines={page.attention.filter((line) => line.tone !== "failing" || !told.has(line.id))} />
        <section className="card overflow-clip">
          <Tabs environment={header.name} here={segment} differing={header.applications.outOfSync} />
          {children}
        </section>
      </main>
    </Environment>
  );
}
