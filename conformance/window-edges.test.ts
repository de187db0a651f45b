import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { canSync, decideWindows } from "@/simulator/argocd/windows";
import { RECORDINGS } from "./read-recording";

const edges = z
  .object({ changes: z.array(z.object({ at: z.string(), canSync: z.boolean() })) })
  .parse(JSON.parse(readFileSync(path.join(RECORDINGS, "12-sync-windows", "edges.json"), "utf8")));

// The recorded endpoint was asked every 60 ms: each change was seen at most that late.
const STEP = 60;

function allowed(at: number): boolean {
  const windows = [{ kind: "allow", schedule: "54 * * * *", duration: "1m", applications: ["production-*"] }];
  const metadata = {
    name: "linq",
    namespace: "argocd",
    uid: "",
    resourceVersion: "1",
    generation: 1,
    creationTimestamp: "2026-11-24T02:00:00Z",
  };
  const target = { name: "production-env-1-linq-platform", destination: { namespace: "production-env-1" } };
  return canSync(decideWindows({ metadata, spec: { syncWindows: windows }, status: {} }, target, at), true);
}

it.each(edges.changes)("a window opens and closes as recorded: $at", ({ at, canSync: expected }) => {
  expect(allowed(Date.parse(at))).toBe(expected);
});

it.each(edges.changes.slice(1))("and not before: $at", ({ at, canSync: expected }) => {
  expect(allowed(Date.parse(at) - STEP)).toBe(!expected);
});
