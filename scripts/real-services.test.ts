import { describe, expect, it } from "vitest";
import { usesRealServices } from "./real-services.mjs";

const SECRET = "not-to-be-shown";

describe("real services", () => {
  it.each([
    { ARGOCD_URL: "https://argocd.example", GITOPS_REPOSITORY: "linq/gitops" },
    { ARGOCD_INSTANCES: "eu", ARGOCD_EU_URL: "https://eu.example", GITOPS_REPOSITORY: "linq/gitops" },
  ])("are used with %o", (env) => {
    expect(usesRealServices(env)).toBe(true);
  });

  it.each([
    {},
    { ARGOCD_URL: "", GITOPS_REPOSITORY: " " },
    { SLIPWAY_LOG: "debug", NEXTAUTH_URL: "https://slipway.example", GITHUB_SIGNIN_ID: "x", OIDC_ISSUER: "x" },
    { GITHUB_TOKEN: SECRET, GITHUB_API_URL: "https://api.github.com" },
    { ARGOCD_SERVER: "argocd.example", ARGOCD_AUTH_TOKEN: SECRET, ARGOCD_OPTS: "--grpc-web" },
  ])("are not used with %o: the demo is", (env) => {
    expect(usesRealServices(env)).toBe(false);
  });

  const BOTH = "ARGOCD_URL (or ARGOCD_INSTANCES) and GITOPS_REPOSITORY are not set";
  it.each([
    ["ARGOCD_URL", "GITOPS_REPOSITORY is not set"],
    ["ARGOCD_INSTANCES", "GITOPS_REPOSITORY is not set"],
    ["GITOPS_REPOSITORY", "ARGOCD_URL (or ARGOCD_INSTANCES) is not set"],
    ["ARGOCD_TOKEN", BOTH],
    ["ARGOCD_EU_URL", BOTH],
    ["GITHUB_APP_ID", BOTH],
  ])("with %s alone end the start: %s", (name, missing) => {
    expect(() => usesRealServices({ [name]: SECRET })).toThrow(
      `${missing}, but ${name} is: set all for real services, or none of them for the demo.`,
    );
  });
});
