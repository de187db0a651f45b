import { RequestError } from "octokit";
import type { OutsideFailure } from "@/lib/ports";

/** Tells the Git host's refusals and outages apart. Octokit's errors carry the request: only status and message are kept. */
export function failureOf(error: unknown): OutsideFailure {
  if (!(error instanceof RequestError))
    return { kind: "unreachable", status: null, detail: "The Git host did not answer." };
  const { status } = error;
  const detail = error.message.split(" - http")[0]?.slice(0, 300) ?? "";
  if (status === 401) return { kind: "refused-us", status, detail: "The Git host does not accept our credentials." };
  if (status === 403 || status === 429) {
    const limited = error.response?.headers["x-ratelimit-remaining"] === "0" || status === 429;
    return { kind: limited ? "rate-limited" : "refused-this", status, detail };
  }
  if (status === 404) return { kind: "not-found", status, detail };
  if (status >= 502 && status <= 504) return { kind: "unreachable", status, detail: "The Git host is not available." };
  if (status === 500 && error.response === undefined)
    return { kind: "unreachable", status: null, detail: "The Git host did not answer." };
  return { kind: "failed", status, detail };
}
