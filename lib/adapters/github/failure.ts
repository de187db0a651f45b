import { RequestError } from "octokit";
import { connectionFailed, OutsideError } from "@/lib/adapters/outbound/http-call";
import type { OutsideFailure } from "@/lib/ports";

const MOST_WAIT_MS = 3_600_000;
/** What GitHub asks of who is limited without being told for how long. */
const WAIT_UNTOLD_MS = 60_000;

/** A failure, whether asking again at once may help, and until when asking is of no use. */
export type Judged = { failure: OutsideFailure; again: boolean; waitUntil: number | null };

/** Tells the Git host's refusals and outages apart. Octokit's errors carry the request: only status and message are kept. */
export function judge(error: unknown, now: number): Judged {
  if (!(error instanceof RequestError)) return withoutAnswer(error);
  if (error.response === undefined) return withoutAnswer(error.cause);
  const { status } = error;
  if (isLimit(error)) {
    const waitUntil = Math.min(now + MOST_WAIT_MS, resumeAt(error, now));
    return { failure: { kind: "rate-limited", status, detail: limitedUntil(waitUntil) }, again: false, waitUntil };
  }
  const kept: OutsideFailure = { kind: kindOf(status), status, detail: detailOf(error) };
  return { failure: forApp(error) ?? kept, again: status >= 500, waitUntil: null };
}

/** Nothing came, or not all of it. */
function withoutAnswer(error: unknown): Judged {
  if (error instanceof OutsideError)
    return { failure: error.failure, again: error.failure.kind === "unreachable", waitUntil: null };
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { kind, detail } = connectionFailed(inner instanceof Error ? inner : new Error("It did not answer.")).failure;
  const failure: OutsideFailure = { kind, status: null, detail: `The Git host: ${detail}` };
  return { failure, again: kind === "unreachable", waitUntil: null };
}

function isLimit({ status, message, response }: RequestError): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const { "x-ratelimit-remaining": remaining, "retry-after": after } = response?.headers ?? {};
  return remaining === "0" || after !== undefined || /rate limit|abuse detection/i.test(message);
}

function resumeAt({ response }: RequestError, now: number): number {
  const {
    "retry-after": after,
    "x-ratelimit-remaining": remaining,
    "x-ratelimit-reset": reset,
  } = response?.headers ?? {};
  if (after !== undefined && /^\d+$/.test(String(after))) return now + Number(after) * 1_000;
  if (remaining === "0" && Number(reset) * 1_000 > now) return Number(reset) * 1_000;
  return now + WAIT_UNTOLD_MS;
}

export function limitedUntil(time: number): string {
  return `The Git host takes no more calls of ours until ${new Date(time).toISOString().slice(11, 19)} UTC (rate limit).`;
}

/** What goes wrong while an App fetches its token is a matter of its settings. */
function forApp({ request, status }: RequestError): OutsideFailure | null {
  if (!/\/app\/installations\/\d+\/access_tokens$/.test(request.url)) return null;
  if (status === 401)
    return { kind: "refused-us", status, detail: "The Git host does not accept the key of GITHUB_APP_PRIVATE_KEY." };
  if (status === 404) {
    const detail = "The Git host knows no such App or installation (GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID).";
    return { kind: "misconfigured", status, detail };
  }
  return null;
}

function kindOf(status: number): OutsideFailure["kind"] {
  if (status === 401) return "refused-us";
  if (status === 403) return "refused-this";
  if (status === 404 || status === 409) return "not-found";
  if (status === 422) return "not-found"; // of what we ask, only "No commit found for SHA" is answered so
  return status >= 500 ? "unreachable" : "failed";
}

function detailOf({ status, message }: RequestError): string {
  if (status === 401) return "The Git host does not accept our credentials (GITHUB_TOKEN or the App's).";
  if (status === 409) return "The repository is empty.";
  if (status >= 500) return "The Git host is not available.";
  return message.split(" - http")[0]?.slice(0, 300) ?? "";
}
