import { NOT_KEPT, refusal } from "./refusal";

/** What an environment's query gave; it gives nothing for an environment that is not there, or that one may not see. */
export function found(answer: object | null): Response {
  return answer
    ? Response.json(answer, { headers: NOT_KEPT })
    : refusal("not-found", "There is no environment of that name, or you may not see it.");
}
