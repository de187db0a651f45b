import { expect, it } from "vitest";
import type { SignIn } from "@/lib/domain/pipeline";
import { boardOfFile, claiming, environment, pipeline } from "@/lib/queries/board.test-support";
import { policyNamesSomebody } from "./first-admin.mjs";

const board = boardOfFile();

function policyWith(signIn: SignIn | null) {
  const own = environment("dev-env-1");
  return board.store.savePolicy({
    commit: "c".repeat(40),
    file: "environments/pipeline.yaml",
    text: "",
    at: new Date(),
    result: { ok: true, environments: [claiming(own)], pipeline: { ...pipeline([own], ["web"]), signIn } },
  });
}

it("knows that the first administrator's code opens nothing once the policy says who may sign in", async () => {
  expect(await policyNamesSomebody(board.url)).toBe(false);
  for (const nobody of [null, { github: null, oidc: null }, { github: { organisations: [] }, oidc: null }]) {
    await policyWith(nobody);
    expect(await policyNamesSomebody(board.url)).toBe(false);
  }
  await policyWith({ github: { organisations: ["linq"] }, oidc: null });
  expect(await policyNamesSomebody(board.url)).toBe(true);
  await policyWith({ github: null, oidc: { domains: [], groups: ["slipway"] } });
  expect(await policyNamesSomebody(board.url)).toBe(true);
  await policyWith(null);
  expect(await policyNamesSomebody(board.url)).toBe(false);
});

it("would rather print a code that opens nothing than none", async () => {
  expect(await policyNamesSomebody("postgresql://nobody@127.0.0.1:1/none")).toBe(false);
});
