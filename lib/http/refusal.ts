/** The closed list of what a route may refuse, each with its status and a sentence that a person can act on. */
const REFUSALS = {
  "signed-out": { status: 401, message: "You are signed out. Sign in and try again." },
  "not-found": { status: 404, message: "There is no such thing here, or you may not see it." },
  "bad-input": { status: 400, message: "The request could not be read." },
  "not-allowed": { status: 403, message: "You may not do this." },
  conflict: { status: 409, message: "This has changed meanwhile. Look again, then decide." },
  "too-many": { status: 429, message: "That is too often. Wait a moment, then try again." },
  "bad-signature": { status: 401, message: "The signature does not match the secret that was agreed on." },
  "other-origin": { status: 403, message: "This may only be asked from Slipway's own pages." },
  "outside-away": {
    status: 502,
    message: "What this needs outside of Slipway does not answer. Try again in a moment.",
  },
  "too-large": { status: 413, message: "The request is larger than this route takes." },
  unavailable: { status: 503, message: "Slipway's database does not answer. Try again in a moment." },
  failed: { status: 500, message: "Something went wrong in Slipway. It is in its log; try again in a moment." },
} as const;

/** What is true now is asked for anew each time: no browser or proxy keeps it. */
export const NOT_KEPT = { "Cache-Control": "no-store" };

export type Refusal = keyof typeof REFUSALS;

export function refusal(kind: Refusal, detail?: string, headers: Record<string, string> = {}): Response {
  const { status, message } = REFUSALS[kind];
  return Response.json({ error: kind, message: detail ?? message }, { status, headers: { ...NOT_KEPT, ...headers } });
}
