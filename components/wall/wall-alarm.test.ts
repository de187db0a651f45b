import { describe, expect, it } from "vitest";
import { type Connection, NO_CONNECTION } from "@/components/live/connection";
import type { InstanceState } from "@/lib/http/contracts/overview";
import { wallAlarm } from "./wall-alarm";

const NOW = Date.parse("2026-11-24T15:00:00Z");
const live: Connection = { ...NO_CONNECTION, state: "live", heardAt: NOW - 180_000 };

function argocd(change: Partial<InstanceState> = {}): InstanceState {
  const lastEventAt = new Date(NOW - 5_000).toISOString();
  return { name: "eu", state: "live", version: null, lastEventAt, since: null, message: null, ...change };
}

function alarm(connection: Partial<Connection>, instances = [argocd()], error: string | null = null) {
  return wallAlarm({ connection: { ...live, ...connection }, instances, error, now: NOW, browserNow: NOW });
}

describe("what the wall says of its own age", () => {
  it("is nothing while all is live, and while it connects", () => {
    expect(alarm({})).toBeNull();
    expect(alarm({ state: "connecting" })).toBeNull();
  });

  it.each([
    ["signed out", alarm({ state: "signed-out" }), "Signed out: this is old.", "last heard 3 min ago"],
    ["no connection", alarm({ state: "lost" }), "No connection: this is old.", "goes on trying by itself"],
    ["no database", alarm({ databaseAwaySince: "2026-11-24T14:59:00Z" }), "This is old.", "database does not answer"],
    ["not loaded", alarm({}, [argocd()], "The server answered 500."), "This may be old.", "answered 500"],
    [
      "Argo CD away",
      alarm({}, [argocd({ state: "offline" })]),
      "This may be old.",
      "Argo CD has not been heard for 5 s",
    ],
    [
      "Argo CD silent for long, whatever it is called",
      alarm({}, [argocd({ lastEventAt: new Date(NOW - 600_000).toISOString() })]),
      "This may be old.",
      "for 10 min",
    ],
    ["one of several", alarm({}, [argocd(), argocd({ name: "us", state: "stale" })]), "This may be old.", "Argo CD us"],
  ])("%s", (_what, said, title, part) => {
    expect(said?.title).toBe(title);
    expect(said?.detail).toContain(part);
  });
});
