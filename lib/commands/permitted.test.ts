import { expect, it } from "vitest";
import type { AuditEntry } from "@/lib/domain/audit/event";
import type { Role } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES } from "@/lib/domain/pipeline-rules";
import type { Identity } from "@/lib/domain/policy";
import { permitted } from "./permitted";

const NOW = new Date("2026-11-25T10:00:00Z");
const SAM: Identity = {
  id: "github:7",
  name: "Sam Roth",
  login: "sam",
  mail: null,
  organisations: [],
  groups: ["linq/sre"],
  provider: "github",
};
const SRE: Role = { name: "sre", groups: ["linq/sre"], may: [{ environments: "production-*", actions: ["sync"] }] };
const PIPELINE = {
  name: "LINQ",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn: null,
  roles: [SRE],
  freezes: [],
  people: [],
};

function asked(actor: Identity | null, environment: string) {
  const recorded: AuditEntry[] = [];
  const audit = { append: async (entries: AuditEntry[]) => void recorded.push(...entries) };
  const asking = { actor, pipeline: PIPELINE, requestId: "r-1", address: "203.0.113.9" };
  const deed = { action: "sync", environment, subject: "linq-platform" } as const;
  return { recorded, answer: permitted({ audit, clock: { now: () => NOW } }, asking, deed) };
}

it("lets pass what the policy allows, and says nothing about it", async () => {
  const { recorded, answer } = asked(SAM, "production-env-1");
  expect(await answer).toBeNull();
  expect(recorded).toEqual([]);
});

it("puts a refusal on record with who, what and why, and tells the same", async () => {
  const { recorded, answer } = asked(SAM, "staging-env-1");
  const message = "You may not sync staging-env-1. The policy lets nobody do it.";
  expect(await answer).toEqual({ ok: false, refusal: "not-allowed", message });
  expect(recorded).toEqual([
    {
      kind: "access-refused",
      details: { action: "sync" },
      at: NOW,
      outcome: "refused",
      actor: { id: "github:7", name: "Sam Roth", role: "sre" },
      environment: "staging-env-1",
      subject: "linq-platform",
      reason: message,
      requestId: "r-1",
      address: "203.0.113.9",
    },
  ]);
});

it("refuses whoever is nobody", async () => {
  expect(await asked(null, "production-env-1").answer).toMatchObject({ message: "Nobody is signed in." });
});
