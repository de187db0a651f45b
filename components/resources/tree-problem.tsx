"use client";
import { useEnvironment } from "@/components/environments/environment-frame";
import { ErrorPanel } from "@/components/ui/error-panel";
import { RelativeTime } from "@/components/ui/relative-time";
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
  const at = tree.page?.at ?? heard;
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-soft px-3.5 py-2"
      role="alert"
    >
      <p className="min-w-0 flex-1 text-[13px]">
        {tree.page ? "This is what was last known" : "Only what Slipway keeps itself is listed, without its pods"}
        {at ? (
          <>
            , from <RelativeTime at={at} />
          </>
        ) : null}
        . {tree.problem}
      </p>
      <button type="button" className="btn btn-small" onClick={tree.reload}>
        Try again
      </button>
    </div>
  );
}
