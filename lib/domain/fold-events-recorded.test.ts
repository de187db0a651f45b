import { afterEach, describe, expect, it } from "vitest";
import { createInsideClient } from "@/lib/adapters/argocd/inside-client";
import { asRecorded, recorded, serve } from "@/lib/adapters/argocd/recorded.test-support";
import { foldEvents } from "./fold-events";

const APPLICATION = { name: "dev-env-1-linq-platform", namespace: "argocd", project: "linq" };
const servers: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function foldedFrom(recording: string) {
  const server = await serve(asRecorded(recorded(recording)));
  servers.push(server);
  const clock = { now: () => new Date("2026-11-24T03:00:00Z") };
  const answer = await createInsideClient({ instance: "default", url: server.url, token: "t", clock }).events(
    APPLICATION,
    null,
  );
  if (!answer.ok) throw new Error(answer.failure.detail);
  return foldEvents(answer.value.value);
}

describe("events as Argo CD gave them", () => {
  it("of an Application say what it did, each once", async () => {
    for (const recording of ["01-read/events-app", "V-2.14.21/events-app"]) {
      const events = await foldedFrom(recording);
      expect(events.map(({ reason }) => reason)).toContain("OperationStarted");
      expect(events.every(({ object, type }) => object.kind === "Application" && type === "Normal")).toBe(true);
      expect(new Set(events.map(({ reason, message }) => `${reason} ${message}`)).size).toBe(events.length);
    }
  });

  it("of a pod that is well tell its way up", async () => {
    const events = await foldedFrom("01-read/events-pod");
    expect(events.map(({ reason }) => reason).sort()).toEqual(["Pulled", "Pulling", "Scheduled", "Started"]);
  });

  it("of a pod that crashes count the times that it was held back", async () => {
    const [newest] = await foldedFrom("05-crash-dev/events-crashing-pod");
    expect(newest).toMatchObject({
      reason: "BackOff",
      type: "Warning",
      count: 3,
      firstAt: new Date("2026-11-24T02:43:06Z"),
      lastAt: new Date("2026-11-24T02:43:18Z"),
    });
  });
});
