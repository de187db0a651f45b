"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { applyToEnvironment, concerns } from "@/components/live/apply-live-event";
import { useLivePage } from "@/components/live/use-live-page";
import { useWindowTurn } from "@/components/live/use-window-turn";
import { AttentionList } from "@/components/overview/attention-list";
import { DemoBar } from "@/components/shell/demo-bar";
import { Notices } from "@/components/shell/notices";
import { type ScreenActor, TopBar } from "@/components/shell/top-bar";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import { environmentQuery } from "@/lib/http/query-options";
import { type EnvironmentTab, environmentPath, overviewPath } from "@/lib/routes";
import { ApplicationsTab } from "./applications-tab";
import { FailingPods } from "./failing-pods";
import { HistoryTab } from "./history-tab";
import { PageHeader } from "./page-header";
import { PolicyTab } from "./policy-tab";
import { ResourcesTab } from "./resources-tab";
import { ServicesTab } from "./services-tab";

const TABS: { tab: EnvironmentTab; word: string }[] = [
  { tab: "services", word: "Services" },
  { tab: "resources", word: "Resources" },
  { tab: "history", word: "History" },
  { tab: "applications", word: "Applications" },
  { tab: "policy", word: "Policy" },
];

export function EnvironmentView({ initial, actor }: { initial: EnvironmentPage; actor: ScreenActor }) {
  const { page, connection, error, reload } = useLivePage({
    ...environmentQuery(initial.header.name, initial.page),
    initial,
    apply: applyToEnvironment,
    needsMore: concerns,
  });
  const asked = useSearchParams().get("tab");
  const tab = TABS.find((known) => known.tab === asked)?.tab ?? "services";

  useWindowTurn([page.header], reload);

  return (
    <>
      <TopBar
        platform={page.platform}
        actor={actor}
        connection={connection}
        instances={page.instances}
        here="environment"
      />
      {page.demo ? <DemoBar environments={[page.header]} /> : null}
      <main id="content" className="mx-auto max-w-[1720px] space-y-3 px-3 pt-3 pb-10 sm:px-5">
        <nav aria-label="Where you are" className="text-[12.5px] text-ink-3">
          <Link href={overviewPath()}>Overview</Link> / {page.header.name}
        </nav>
        <PageHeader header={page.header} instances={page.instances} />
        <Notices notices={page.notices} instances={page.instances} connection={connection} />
        {error ? (
          <ErrorPanel title="The newest state could not be loaded." detail={error.message} onRetry={reload} />
        ) : null}
        <FailingPods cells={page.cells} />
        <AttentionList
          lines={page.attention.filter(
            (line) =>
              line.tone !== "failing" || !page.cells.some((cell) => cell.key === line.id && cell.failing.length > 0),
          )}
        />
        <section className="card overflow-hidden">
          <nav aria-label="Parts of this environment" className="flex overflow-x-auto border-b border-line px-2">
            {TABS.map((known) => (
              <Link
                key={known.tab}
                href={environmentPath(page.header.name, known.tab)}
                scroll={false}
                replace
                {...(known.tab === tab ? { "aria-current": "page" as const } : {})}
                className={`-mb-px border-b-2 px-2.5 py-2.5 whitespace-nowrap hover:no-underline ${known.tab === tab ? "border-accent font-medium" : "border-transparent text-ink-2"}`}
              >
                {known.word}
              </Link>
            ))}
          </nav>
          <Tab tab={tab} page={page} />
        </section>
      </main>
    </>
  );
}

function Tab({ tab, page }: { tab: EnvironmentTab; page: EnvironmentPage }) {
  switch (tab) {
    case "services":
      return <ServicesTab cells={page.cells} />;
    case "resources":
      return (
        <ResourcesTab
          resources={page.resources}
          of={page.resourcesOf}
          argocd={(application) => argocdOf(page, application)}
        />
      );
    case "history":
      return (
        <HistoryTab
          deployments={page.deployments}
          environment={page.header.name}
          tone={page.header.applications.total === 1 ? page.header.tone : "fine"}
        />
      );
    case "applications":
      return <ApplicationsTab applications={page.applications} environment={page.header.name} />;
    case "policy":
      return <PolicyTab header={page.header} />;
  }
}

/** An Application's address in Argo CD, as far as the page knows it. */
function argocdOf({ applications, header }: EnvironmentPage, name: string): string | null {
  return (
    applications.rows.find((row) => row.name === name)?.argocd ??
    (applications.total === 1 ? header.links.argocd : null)
  );
}
