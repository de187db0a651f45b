import type { OutsideFailure } from "@/lib/ports";
import { refusal } from "./refusal";

const MOST_DETAIL = 300;

/** What Argo CD could not give, as an answer with a sentence a person can act on. `what` as in "the resources". */
export function outsideRefusal(failure: OutsideFailure, what: string): Response {
  return refusal(failure.kind === "not-found" ? "not-found" : "outside-away", outsideWords(failure, what));
}

/** Why `what` is not there, as a sentence that a person can act on. */
export function outsideWords({ kind, detail }: OutsideFailure, what: string): string {
  const why = detail === "" ? "" : ` It says: ${cut(detail)}`;
  switch (kind) {
    case "unreachable":
      return `Argo CD does not answer, so ${what} cannot be read now. Try again in a moment.`;
    case "refused-us":
      return `Argo CD no longer accepts Slipway's token, so ${what} cannot be read until an administrator gives Slipway a new one.`;
    case "refused-this":
      return `Slipway's account in Argo CD lacks the permission to read ${what}. An administrator of Argo CD can give it.${why}`;
    case "not-found":
      return `Argo CD does not have ${what}, or not any more.${why}`;
    case "busy":
      return `Argo CD is busy, so ${what} cannot be read now. Try again in a moment.`;
    case "rate-limited":
      return `Argo CD is being asked too much at once, so ${what} cannot be read now. Try again in a minute.`;
    case "misconfigured":
      return `Slipway's connection to this Argo CD is not set up right, so ${what} cannot be read. An administrator can look at its address.${why}`;
    case "not-known-yet":
      return `Argo CD does not know ${what} yet: it has to compare the Application first. Try again in a moment.`;
    case "blocked-by-window":
    case "failed":
      return `Argo CD could not give ${what}. Try again in a moment.${why}`;
  }
}

function cut(detail: string): string {
  return detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail;
}
