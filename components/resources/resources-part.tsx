"use client";
import dynamic from "next/dynamic";
import { useDeferredValue, useMemo } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { ApplicationPicker } from "@/components/inside/application-picker";
import { useChoices } from "@/components/inside/use-choices";
import { useTypedChoice } from "@/components/inside/use-typed-choice";
import { isWanted } from "@/lib/domain/resource-filter";
import { isPod } from "@/lib/domain/resource-row";
import type { ResourceRow, ResourcesPage, TreePage } from "@/lib/http/contracts/resources";
import { FilterBar } from "./filter-bar";
import { PodsView } from "./pods-view";
import { ResourceDrawer } from "./resource-drawer";
import { ResourceList } from "./resource-list";
import { GraphSkeleton, RowsSkeleton } from "./skeletons";
import { TreeNote, TreeProblem } from "./tree-problem";
import { OpenerProvider, useOpenedResource } from "./use-opened-resource";
import { type TreeState, useResources } from "./use-resources";
import { type ResourceView, viewOf } from "./views";

const GraphView = dynamic(() => import("./graph-view").then((loaded) => loaded.GraphView), {
  ssr: false,
  loading: GraphSkeleton,
});

/** What runs here, worst first: as a list, as a graph of what made what, or by pods; one of them open in its drawer. */
export function ResourcesPart({ initial }: { initial: ResourcesPage }) {
  const { header } = useEnvironment();
  const [params] = useChoices();
  const [q, type] = useTypedChoice("q");
  const { resource, looked, application, opener, close } = useOpenedResource();
  const { rows, tree, of } = useResources(initial, { looked, application });
  const sought = useDeferredValue(q);
  const [kind, health, sync] = ["kind", "health", "sync"].map((name) => params.get(name) ?? "");
  const view = viewOf(params);
  // What a view does not offer to filter by is not filtered by unseen.
  const filter = useMemo(
    () => ({
      q: sought,
      ...(view === "pods" ? NO_FILTER : { kind: kind ?? "", health: health ?? "", sync: sync ?? "" }),
    }),
    [sought, view, kind, health, sync],
  );
  const about = useMemo(() => rowsFor(view, rows, tree.page), [view, rows, tree.page]);
  const found = useMemo(() => about.filter((row) => isWanted(row, filter)), [about, filter]);
  const several = header.applications.total > 1;
  return (
    <OpenerProvider value={opener}>
      {several ? (
        <div className="flex flex-wrap items-center gap-3 border-b border-line p-2.5">
          <ApplicationPicker shown={tree.page?.application ?? looked} />
          {view === "list" && application !== null ? <AllApplications /> : null}
          {view === "list" && application === null && of.applications < of.of ? (
            <span className="text-[12.5px] text-ink-3">
              {of.applications} of {of.of} applications are listed, the unwell ones first.
            </span>
          ) : null}
        </div>
      ) : null}
      <FilterBar rows={about} found={found} filter={{ ...filter, q }} onType={type} />
      <p className="sr-only" role="status">
        {found.length === about.length ? `${about.length} resources` : `${found.length} of ${about.length} resources`}
      </p>
      <View {...{ view, tree, found, filtered: found.length < about.length, resource, several }} />
      {resource === null ? null : <ResourceDrawer name={resource} application={looked} onClose={close} />}
    </OpenerProvider>
  );
}

/** The list is of all Applications that are wanted; graph and pods look into one. */
function rowsFor(view: ResourceView, rows: ResourceRow[], page: TreePage | undefined): ResourceRow[] {
  if (view === "list") return rows;
  const inside = page?.rows ?? NO_ROWS;
  return view === "pods" ? inside.filter(isPod) : inside;
}

const NO_ROWS: ResourceRow[] = [];
const NO_FILTER = { kind: "", health: "", sync: "" };

type ViewProps = {
  view: ResourceView;
  tree: TreeState;
  found: ResourceRow[];
  filtered: boolean;
  resource: string | null;
  several: boolean;
};

function View({ view, tree, found, filtered, resource, several }: ViewProps) {
  if (view !== "list" && !tree.page) {
    if (tree.problem !== null) return <TreeProblem tree={tree} />;
    return view === "graph" ? <GraphSkeleton /> : <RowsSkeleton />;
  }
  return (
    <>
      <TreeNote tree={tree} />
      {found.length === 0 ? (
        <Nothing filtered={filtered} />
      ) : view === "list" ? (
        <ResourceList rows={found} opened={resource} several={several} />
      ) : view === "graph" && tree.page ? (
        <GraphView key={tree.page.application} page={tree.page} found={found} filtered={filtered} opened={resource} />
      ) : (
        <PodsView rows={tree.page?.rows ?? NO_ROWS} found={found} hosts={tree.page?.hosts ?? []} opened={resource} />
      )}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const [, choose] = useChoices();
  if (!filtered)
    return (
      <p className="p-4 text-ink-2">
        Argo CD has not reported any resource here yet. They appear by themselves after the first sync.
      </p>
    );
  return (
    <p className="flex flex-wrap items-center gap-3 p-4 text-ink-2">
      No resource matches.
      <button
        type="button"
        className="btn btn-small"
        onClick={() => choose({ q: null, kind: null, health: null, sync: null })}
      >
        Show all
      </button>
    </p>
  );
}

function AllApplications() {
  const [, choose] = useChoices();
  return (
    <button
      type="button"
      className="btn btn-small"
      onClick={() => choose({ application: null, resource: null }, "push")}
    >
      Show all applications
    </button>
  );
}
