import { expect, it } from "vitest";
import type { LimitKind } from "@/lib/ports";
import { signInLimit } from "./sign-in-limit";

const WEB = "https://slipway.example";

function asked(method: string, steps: string[], wait: number | null) {
  const taken: [LimitKind, string][] = [];
  const limits = {
    take: async (what: LimitKind, key: string) => {
      taken.push([what, key]);
      return wait;
    },
  };
  return { taken, answer: signInLimit(limits, { method, steps, address: "203.0.113.9", web: WEB }) };
}

it.each([
  ["POST", ["signin", "github"], "sign-in"],
  ["GET", ["callback", "github"], "sign-in"],
  ["POST", ["callback", "demo"], "sign-in"],
  ["POST", ["callback", "first-admin"], "code"],
] as const)("%s %s counts as %s", async (method, steps, kind) => {
  const { taken, answer } = asked(method, [...steps], null);
  expect(await answer).toBeNull();
  expect(taken).toEqual([[kind, "203.0.113.9"]]);
});

it.each([
  ["GET", ["csrf"]],
  ["GET", ["session"]],
  ["GET", ["signin"]],
  ["POST", ["signout"]],
] as const)("%s %s does not count", async (method, steps) => {
  const { taken, answer } = asked(method, [...steps], 9);
  expect(await answer).toBeNull();
  expect(taken).toEqual([]);
});

it("refuses a press of a button with 429, and says where the words are", async () => {
  const answer = await asked("POST", ["signin", "github"], 42).answer;
  expect([answer?.status, answer?.headers.get("retry-after")]).toEqual([429, "42"]);
  expect(await answer?.json()).toMatchObject({ error: "too-many", url: `${WEB}/sign-in?error=TooMany` });
});

it("brings whoever comes back by a link to our page", async () => {
  const answer = await asked("GET", ["callback", "oidc"], 42).answer;
  expect([answer?.status, answer?.headers.get("location")]).toEqual([303, `${WEB}/sign-in?error=TooMany`]);
});
