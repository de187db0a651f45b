import { describe, expect, it } from "vitest";
import type { OutsideFailure } from "@/lib/ports";
import { outsideRefusal } from "./outside-refusal";

type Case = [kind: OutsideFailure["kind"], status: number, error: string, message: string];

const CASES: Case[] = [
  [
    "unreachable",
    502,
    "outside-away",
    "Argo CD does not answer, so the resources cannot be read now. Try again in a moment.",
  ],
  [
    "refused-us",
    502,
    "outside-away",
    "Argo CD no longer accepts Slipway's token, so the resources cannot be read until an administrator gives Slipway a new one.",
  ],
  [
    "refused-this",
    502,
    "outside-away",
    "Slipway's account in Argo CD lacks the permission to read the resources. An administrator of Argo CD can give it. It says: its words",
  ],
  ["not-found", 404, "not-found", "Argo CD does not have the resources, or not any more. It says: its words"],
  ["busy", 502, "outside-away", "Argo CD is busy, so the resources cannot be read now. Try again in a moment."],
  [
    "rate-limited",
    502,
    "outside-away",
    "Argo CD is being asked too much at once, so the resources cannot be read now. Try again in a minute.",
  ],
  [
    "misconfigured",
    502,
    "outside-away",
    "Slipway's connection to this Argo CD is not set up right, so the resources cannot be read. An administrator can look at its address. It says: its words",
  ],
  [
    "not-known-yet",
    502,
    "outside-away",
    "Argo CD does not know the resources yet: it has to compare the Application first. Try again in a moment.",
  ],
  ["failed", 502, "outside-away", "Argo CD could not give the resources. Try again in a moment. It says: its words"],
];

describe("what Argo CD could not give", () => {
  it.each(CASES)("%s", async (kind, status, error, message) => {
    const answer = outsideRefusal({ kind, status: null, detail: "its words" }, "the resources");
    expect(answer.status).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ error, message });
  });

  it("says nothing of a reason that was not given, and cuts one that is long", async () => {
    const silent = outsideRefusal({ kind: "failed", status: 500, detail: "" }, "the logs");
    expect(await silent.json()).toMatchObject({ message: "Argo CD could not give the logs. Try again in a moment." });
    const long = outsideRefusal({ kind: "failed", status: 500, detail: "x".repeat(1_000_000) }, "the logs");
    expect((await long.text()).length).toBeLessThan(500);
  });
});
