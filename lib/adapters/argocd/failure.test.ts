import { describe, expect, it } from "vitest";
import { failureOf, notJson } from "./failure";
import { bodyOf, recorded } from "./recorded.test-support";

function answerOf(name: string) {
  const found = recorded(name);
  const { status, headers } = found.response;
  return { status: status ?? 0, contentType: headers["content-type"] ?? "", body: bodyOf(found) };
}

describe("a refusal of a real Argo CD", () => {
  it.each([
    ["00-auth/list-no-token", "refused-us", "no session information"],
    ["00-auth/list-bad-token", "refused-us", "invalid session"],
    ["00-auth/list-not-a-jwt", "refused-us", "no session information"],
    ["V-2.14.21/list-no-token", "refused-us", "no session information"],
    ["V-3.6.1/list-no-token", "refused-us", "no session information"],
    ["00-auth/qa-get-forbidden-with-project", "refused-this", "permission denied"],
    ["00-auth/qa-get-missing-with-project", "refused-this", "permission denied"],
    ["01-read/get-missing-with-project", "not-found", "not found"],
    ["V-2.14.21/get-missing-with-project", "not-found", "not found"],
    ["06-production-sync/sync-blocked-by-window", "blocked-by-window", "cannot sync: blocked by sync window"],
    ["06-production-sync/sync-viewer-forbidden", "refused-this", "permission denied: applications, sync"],
    ["06-production-sync/sync-while-busy", "busy", "another operation is already in progress"],
    ["06-production-sync/rollback-while-busy", "failed", "does not have deployment with id 0"],
    ["09-sync-failures/manifests-comparison-error", "failed", "helm"],
    ["01-read/resource-tree-after-cache-loss", "not-known-yet", "cache: key is missing"],
    ["01-read/revision-metadata-unknown-sha", "failed", "error acquiring repo lock"],
    ["00-auth/post-no-content-type", "misconfigured", "Invalid content type"],
    ["00-auth/unknown-api-path", "misconfigured", "its path may be missing or wrong"],
    ["00-auth/unknown-path-json", "misconfigured", "its path may be missing or wrong"],
  ])("%s is %s", (name, kind, words) => {
    const failure = failureOf(answerOf(name));
    expect(failure.kind).toBe(kind);
    expect(failure.detail).toContain(words);
    expect(failure.detail.length).toBeLessThanOrEqual(1_000);
  });

  it("that says 200 with the web interface's page is a wrong address", () => {
    expect(notJson(answerOf("00-auth/unknown-path-html"))).toMatchObject({ kind: "misconfigured" });
    expect(notJson(answerOf("01-read/list"))).toBeNull();
  });
});

describe("what stands between Slipway and Argo CD", () => {
  const page = "<html><body>nginx</body></html>";
  it.each([
    [301, "text/html", page, "misconfigured"],
    [307, "text/html", "", "misconfigured"],
    [429, "text/plain", "slow down", "rate-limited"],
    [502, "text/html", page, "unreachable"],
    [503, "text/plain", "upstream connect error", "unreachable"],
    [504, "text/html", page, "unreachable"],
    [500, "text/html", page, "failed"],
    [403, "text/html", page, "refused-this"],
    [401, "text/html", page, "refused-us"],
    [404, "text/html", page, "misconfigured"],
    [404, "application/json", '{"code":5,"message":"applications \\"x\\" not found"}', "not-found"],
    [500, "application/json", "{cut", "failed"],
    [500, "application/json", '{"message":7,"code":"two"}', "failed"],
  ] as const)("%i %s is told apart", (status, contentType, body, kind) => {
    const failure = failureOf({ status, contentType, body });
    expect(failure.kind).toBe(kind);
    expect(failure.detail).not.toContain("<");
    expect(failure.detail).toMatch(/\w/);
  });
});
