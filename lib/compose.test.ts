import { afterEach, describe, expect, it, vi } from "vitest";
import { composeWeb } from "./compose";

afterEach(() => vi.unstubAllEnvs());

const ENVIRONMENT = {
  NEXTAUTH_URL: "https://slipway.example",
  NEXTAUTH_SECRET: "s".repeat(32),
  DATABASE_URL: "postgresql://slipway:word@127.0.0.1:9/slipway",
  GITOPS_REPOSITORY: "linq/gitops",
  GITHUB_TOKEN: "git-token",
  ARGOCD_INSTANCES: "near,far",
  ARGOCD_NEAR_URL: "https://near.example",
  ARGOCD_NEAR_TOKEN: "t",
  ARGOCD_FAR_URL: "https://far.example/argo",
  ARGOCD_FAR_TOKEN: "t",
  ARGOCD_FAR_CA_FILE: "/none/ca.pem",
};

describe("the web process", () => {
  it("has one inside of each Argo CD for everybody, and what is wrong with one spoils no other", () => {
    for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
    const { insideOf } = composeWeb();
    const near = insideOf("near");
    expect(near).toMatchObject({ instance: "near", url: "https://near.example" });
    expect(insideOf("near")).toBe(near);
    expect(insideOf("elsewhere")).toBeNull();
    expect(() => insideOf("far")).toThrow("cannot be read");
  });
});
