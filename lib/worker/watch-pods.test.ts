import { afterEach, describe, expect, it } from "vitest";
import type { ArgoCd, ObservedApplication, Outcome, OutsideFailure, TreeNode } from "@/lib/ports";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { aBook, B, environment, pipeline, service } from "./book.test-support";
import { quiet, scriptedArgoCd, until } from "./scripted.test-support";
import { watchPods } from "./watch-pods";

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

const pod = (name: string, reason = "Running"): TreeNode => ({
  group: "",
  version: "v1",
  kind: "Pod",
  namespace: "dev-env-1",
  name,
  uid: name,
  parents: [],
  images: [`registry.linq.example/${service.name}:1.1.0`],
  health: reason === "Running" ? "Healthy" : "Degraded",
  healthMessage: "",
  createdAt: null,
  info: [
    { name: "Status Reason", value: reason },
    { name: "Containers", value: reason === "Running" ? "1/1" : "0/1" },
  ],
});

/** Looks into the trees of these applications as `tree` gives them. */
function looking(applications: ObservedApplication[], tree: (name: string) => Promise<Outcome<TreeNode[]>>) {
  const names = applications.map((application) => application.name);
  const book = aBook();
  book.setPolicy({ pipeline, environments: [{ environment, claims: { by: "names", names } }], head: B });
  for (const application of applications) book.observe(application);
  const looks: string[] = [];
  const refreshes: string[] = [];
  let under = 0;
  let most = 0;
  const argocd: ArgoCd = {
    ...scriptedArgoCd().argocd,
    async get(ref, options) {
      if (options) refreshes.push(ref.name);
      return { ok: false, failure: { kind: "failed", status: 500, detail: "" } };
    },
    async tree(ref) {
      looks.push(ref.name);
      most = Math.max(most, ++under);
      try {
        return await tree(ref.name);
      } finally {
        under -= 1;
      }
    },
  };
  const stop = new AbortController();
  stops.push(stop);
  void watchPods({ argocd, book, services: () => pipeline.services, changed() {}, log: quiet }, stop.signal);
  const podsOf = (name: string) => book.known().find((entry) => entry.observed.name === name)?.pods[service.name];
  return { book, looks, refreshes, most: () => most, podsOf };
}

const app = (name: string, change: Partial<ObservedApplication> = {}) => anApplication({ name, uid: name, ...change });
const fine = async (): Promise<Outcome<TreeNode[]>> => ({ ok: true, value: [pod("web-1")] });

describe("looks into trees", () => {
  it("are four at once at most, and one for each application that is well", async () => {
    const applications = Array.from({ length: 12 }, (_, i) => app(`app-${i}`));
    const watch = looking([...applications, app("moving", { health: "Progressing" })], fine);
    const looksAt = (name: string) => watch.looks.filter((look) => look === name).length;
    await until("a look at each, and five at the one that moves", () => {
      return new Set(watch.looks).size === 13 && looksAt("moving") >= 5;
    });
    for (const { name } of applications) expect(looksAt(name)).toBe(1);
    expect(watch.most()).toBeLessThanOrEqual(4);
  });

  it("that take for ever do not hold up the others", async () => {
    const never = () => new Promise<Outcome<TreeNode[]>>(() => {});
    const applications = ["slow-1", "slow-2", "slow-3", "a", "b", "c"].map((name) => app(name));
    const watch = looking(applications, (name) => (name.startsWith("slow") ? never() : fine()));
    await until("the others", () => ["a", "b", "c"].every((name) => watch.podsOf(name)));
    watch.book.observe(app("a", { health: "Progressing" }));
    await until("another look at one that moves", () => watch.looks.filter((name) => name === "a").length >= 2);
  });

  it("name a failing pod while the application still says that it progresses, and its recovery", async () => {
    let reason = "CrashLoopBackOff";
    const moving = app("a", { health: "Progressing", operation: anOperation() });
    const watch = looking([moving], async () => ({ ok: true, value: [pod("web-2", reason)] }));
    await until("the failing pod", () => watch.podsOf("a")?.failing[0]?.pod === "web-2");
    reason = "Running";
    await until("its recovery", () => watch.podsOf("a")?.failing.length === 0);
  });

  it("ask once for a comparison when the cache was lost, and keep what was known", async () => {
    const lost: OutsideFailure = { kind: "not-known-yet", status: 500, detail: "cache: key is missing" };
    let isLost = false;
    const watch = looking([app("a", { health: "Progressing" })], async () =>
      isLost ? { ok: false, failure: lost } : fine(),
    );
    await until("the first look", () => watch.podsOf("a"));
    isLost = true;
    const before = watch.looks.length;
    await until("some more looks", () => watch.looks.length >= before + 3);
    expect(watch.refreshes).toEqual(["a"]);
    expect(watch.podsOf("a")?.running).toEqual(["1.1.0"]);
  });
});
