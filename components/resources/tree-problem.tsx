"use client";
import { useEnvironment } from "@/components/environments/environment-frame";
import { StaleNote } from "@/components/inside/stale-note";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { TreeState } from "./use-resources";

/** Nothing of it was ever loaded. It is asked for again by itself, too. */
export function TreeProblem({ tree }: { tree: TreeState }) {
  return (
    <div className="p-3">
      <ErrorPanel title="What runs here could not be loaded." detail={tree.problem ?? ""} onRetry={tree.reload} />
    </div>
  );
}

/** What is shown is not from now: from when it is, and why. Nothing while all is well. */
export function TreeNote({ tree }: { tree: TreeState }) {
  const { header, instances } = useEnvironment();
  if (tree.problem === null) return null;
  const heard = instances.find((instance) => instance.name === header.instance)?.lastEventAt ?? null;
  return (
    <StaleNote
      words={tree.page ? undefined : "Only what Slipway keeps itself is listed, without its pods"}
      at={tree.page?.at ?? heard}
      why={tree.problem}
      onRetry={tree.reload}
    />
  );
}
