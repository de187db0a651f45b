"use client";
import { usePart } from "@/components/live/use-part";
import { PageFrame } from "@/components/shell/page-frame";
import type { ScreenActor } from "@/components/shell/top-bar";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Plain } from "@/components/ui/plain";
import type { Frame } from "@/lib/http/contracts/frame";
import type { Home, HomePanel } from "@/lib/http/contracts/home";
import { homeQuery } from "@/lib/http/query-options";
import { FavouriteList } from "./favourite-list";
import { MyCommits } from "./my-commits";
import { OperatePanel } from "./operate-panel";
import { StatusPanel } from "./status-panel";
import { ToTestPanel } from "./to-test-panel";

/** What somebody comes for, by what their roles may do. */
export function HomeView({ frame, initial, actor }: { frame: Frame; initial: Home; actor: ScreenActor }) {
  const { data: home = initial, error, reload } = usePart({ ...homeQuery, initial });
  return (
    <PageFrame initial={frame} actor={actor} here="home">
      <h1>
        <Plain text={actor.name} most={60} />
        <span className="font-normal text-ink-3">
          {" "}
          · <Plain text={actor.role} most={60} />
        </span>
      </h1>
      {error ? (
        <ErrorPanel title="The newest state could not be loaded." detail={error.message} onRetry={reload} />
      ) : null}
      <FavouriteList favourites={home.favourites} />
      {home.panels.map((panel) => (
        <Panel key={panel.kind} panel={panel} reload={reload} />
      ))}
    </PageFrame>
  );
}

function Panel({ panel, reload }: { panel: HomePanel; reload: () => void }) {
  switch (panel.kind) {
    case "mine":
      return <MyCommits names={panel.names} commits={panel.commits} />;
    case "to-test":
      return panel.lists.map((list) => <ToTestPanel key={list.environment} list={list} />);
    case "to-operate":
      return <OperatePanel {...panel} reload={reload} />;
    case "status":
      return <StatusPanel environments={panel.environments} />;
  }
}
