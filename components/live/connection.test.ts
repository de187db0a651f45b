import { describe, expect, it } from "vitest";
import type { InstanceState } from "@/lib/http/contracts/overview";
import { judged, NO_CONNECTION, silentMs } from "./connection";
import { connectionAfter } from "./use-live";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const argocd = (change: Partial<InstanceState> = {}): InstanceState => ({
  name: "default",
  state: "live",
  version: "v3.6.0",
  lastEventAt: "2026-11-24T09:59:50Z",
  since: null,
  message: null,
  ...change,
});

describe("the page's connection", () => {
  it("is live as soon as anything is heard, and lost with the age of what was heard", () => {
    const live = connectionAfter(
      NO_CONNECTION,
      { kind: "beat", at: "2026-11-24T10:00:00Z", databaseAwaySince: null },
      NOW,
    );
    expect(live).toEqual({ state: "live", heardAt: NOW, databaseAwaySince: null });
    expect(connectionAfter(live, { kind: "lost" }, NOW + 9_000)).toMatchObject({ state: "lost", heardAt: NOW });
    expect(connectionAfter(NO_CONNECTION, { kind: "lost" }, NOW)).toMatchObject({ state: "lost", heardAt: NOW });
  });

  it("stays signed out, whatever breaks afterwards", () => {
    const out = connectionAfter(NO_CONNECTION, { kind: "signed-out" }, NOW);
    expect(connectionAfter(out, { kind: "lost" }, NOW).state).toBe("signed-out");
  });

  it("knows since when the database is away, until a beat says that it is back", () => {
    const since = "2026-11-24T09:59:00Z";
    const away = connectionAfter(NO_CONNECTION, { kind: "beat", at: since, databaseAwaySince: since }, NOW);
    expect(away.databaseAwaySince).toBe(since);
    const back = connectionAfter(away, { kind: "beat", at: since, databaseAwaySince: null }, NOW);
    expect(back.databaseAwaySince).toBeNull();
  });
});

describe("an Argo CD as the page may call it", () => {
  it("is live while it is being heard", () => {
    expect(judged([argocd()], NOW)).toEqual([argocd()]);
    expect(judged([argocd()], null)).toEqual([argocd()]);
  });

  it("is stale when nobody has written of it for minutes, though it was said to be live", () => {
    expect(judged([argocd()], NOW + 300_000)).toMatchObject([
      { state: "stale", message: "Slipway has written nothing of it for 5 min: its worker may have stopped." },
    ]);
  });

  it("is silent since its last sign of life", () => {
    expect(silentMs(argocd(), NOW)).toBe(10_000);
    expect(silentMs(argocd({ lastEventAt: null }), NOW)).toBeNull();
  });

  it("is what it was said to be when that is worse", () => {
    const away = argocd({ state: "offline", message: "The connection was refused." });
    expect(judged([away], NOW + 300_000)).toEqual([away]);
    expect(judged([argocd({ lastEventAt: null })], NOW)).toEqual([argocd({ lastEventAt: null })]);
  });
});
