import type { HttpAnswer } from "@/lib/adapters/outbound/http-call";
import type { OutsideFailure } from "@/lib/ports";
import { safeText } from "./safe-text";
import { wireError } from "./wire";

type Answer = Pick<HttpAnswer, "status" | "contentType" | "body">;

/** What an answer that is not a success means (contract 2.2, 2.3, 9): status alone never tells. */
export function failureOf(answer: Answer): OutsideFailure {
  const { status } = answer;
  if (status >= 300 && status < 400)
    return {
      kind: "misconfigured",
      status,
      detail: "It redirects elsewhere: give the address with https and its whole path.",
    };
  if (status === 404 && !isJson(answer))
    return {
      kind: "misconfigured",
      status,
      detail: "There is no Argo CD at this address: its path may be missing or wrong.",
    };
  const { message, code } = errorBody(answer);
  return { kind: kindOf(status, code, message), status, detail: message || `It answered ${status}.` };
}

/** An answer that says 200 and is not JSON is the web interface's page: the address lacks its path (contract 1.1). */
export function notJson(answer: Answer): OutsideFailure | null {
  if (isJson(answer)) return null;
  return {
    kind: "misconfigured",
    status: answer.status,
    detail: "It answered with a page instead of data: the address may lack its path.",
  };
}

function isJson({ contentType }: Answer): boolean {
  return contentType.startsWith("application/json");
}

/** Argo CD's own sentence. A page of a proxy in between is no sentence to show. */
function errorBody(answer: Answer): { message: string; code: number | null } {
  const { body, contentType } = answer;
  if (!isJson(answer))
    return { message: contentType.startsWith("text/plain") ? safeText(body.trim(), 300) : "", code: null };
  try {
    const read = wireError.safeParse(JSON.parse(body));
    if (!read.success) return { message: "", code: null };
    return { message: safeText(read.data.message || read.data.error, 1_000), code: read.data.code ?? null };
  } catch {
    return { message: "", code: null };
  }
}

function kindOf(status: number, code: number | null, message: string): OutsideFailure["kind"] {
  if (message.startsWith("cannot sync:")) return "blocked-by-window";
  if (message.includes("cache: key is missing")) return "not-known-yet";
  if (status === 401) return "refused-us";
  if (status === 403) return "refused-this";
  if (status === 404) return "not-found";
  // A pod that is gone meanwhile, for example.
  if (message.includes("not found as part of application")) return "not-found";
  if (status === 415) return "misconfigured";
  if (status === 429) return "rate-limited";
  if (message.includes("another operation is already in progress")) return "busy";
  if (status === 400 && code === 9) return "refused-this";
  if (status === 502 || status === 503 || status === 504) return "unreachable";
  return "failed";
}
