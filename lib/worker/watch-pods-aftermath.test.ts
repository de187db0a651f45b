import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ObservedApplication, TreeNode } from "@/lib/domain/observed";
import type { PodsOfService } from "@/lib/domain/projection";
import type { ArgoCd, Outcome } from "@/lib/ports";
import { anApplication } from "@/lib/testing/observed-application";
import type { Book } from "./application-book";
import { watchPods } from "./watch-pods";

const ID = "default/argocd/dev-env-1-linq-platform";
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function aPod(name: string): TreeNode {
  return {
    group: "",
    version: "v1",
    kind: "Pod",
    namespace: "dev-env-1",
    name,
    uid: name,
    parents: [],
    images: ["registry.linq.example/linq-web:4.12.0"],
    health: "Healthy",
    healthMessage: "",
    createdAt: new Date("2026-11-24T10:00:00Z"),
    info: [{ name: "Containers", value: "1/1" }],
  };
}

/** One application whose tree and state a test sets; what was seen of its pods, and how often was looked. */
function watched() {
  const state = { observed: anApplication(), tree: [aPod("a"), aPod("b"), aPod("c")], looks: 0 };
  const seen: PodsOfService[] = [];
  const known = () => [{ id: ID, observed: state.observed, present: true }];
  const place = () => ({ rows: ["linq-web"] });
  const setPods = (_id: string, pods: Record<string, PodsOfService>) => {
    if (pods["linq-web"]) seen.push(pods["linq-web"]);
  };
  const tree = async (): Promise<Outcome<TreeNode[]>> => {
    state.looks++;
    return { ok: true, value: state.tree };
  };
  const service = {
    name: "linq-web",
    about: "",
    version: ["linq-web", "image", "tag"],
    image: "registry.linq.example/linq-web",
    source: null,
    runbook: null,
  };
  const deps = {
    argocd: { tree } as unknown as ArgoCd,
    book: { known, placeOf: place, setPods } as unknown as Book,
    services: () => [service],
    changed: () => {},
    log: quiet,
  };
  const change = (next: Partial<ObservedApplication>) => {
    state.observed = anApplication({ ...state.observed, ...next });
  };
  return { state, seen, change, run: (stop: AbortSignal) => watchPods(deps, stop) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("sees the pods go that somebody took away by hand, though the application stays Healthy, and then rests", async () => {
  const stop = new AbortController();
  const { state, seen, change, run } = watched();
  const running = run(stop.signal);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(seen.at(-1)?.ready).toEqual({ ready: 3, total: 3 });
  change({ sync: "OutOfSync" });
  await vi.advanceTimersByTimeAsync(1_000);
  state.tree = [aPod("a"), aPod("b")]; // they take a moment to end
  await vi.advanceTimersByTimeAsync(15_000);
  expect(seen.at(-1)?.ready).toEqual({ ready: 2, total: 2 });
  await vi.advanceTimersByTimeAsync(30_000);
  const looks = state.looks;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.looks).toBe(looks);
  stop.abort();
  await vi.advanceTimersByTimeAsync(1_000);
  await running;
});

it("looks once at an application that is well when it is first seen", async () => {
  const stop = new AbortController();
  const { state, run } = watched();
  const running = run(stop.signal);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(state.looks).toBe(1);
  stop.abort();
  await vi.advanceTimersByTimeAsync(1_000);
  await running;
});

it("names a pod that fails late in a slow rollout within five seconds", async () => {
  const stop = new AbortController();
  const { state, seen, change, run } = watched();
  change({ health: "Progressing" });
  const running = run(stop.signal);
  await vi.advanceTimersByTimeAsync(8 * 60_000);
  expect(seen.at(-1)?.failing).toEqual([]);
  const late = aPod("late");
  state.tree = [
    ...state.tree,
    { ...late, health: "Degraded", info: [{ name: "Status Reason", value: "CrashLoopBackOff" }] },
  ];
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen.at(-1)?.failing[0]?.pod).toBe("late");
  stop.abort();
  await vi.advanceTimersByTimeAsync(1_000);
  await running;
});
