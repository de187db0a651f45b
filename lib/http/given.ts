import type { Outcome } from "@/lib/ports";
import type { Given } from "./contracts/resources";
import { outsideWords } from "./outside-refusal";

/** A part of an answer that may fail while the rest stands: itself, or a sentence why not. */
export function given<T>(outcome: Outcome<T>, what: string): Given<T> {
  return outcome.ok
    ? { value: outcome.value, problem: null }
    : { value: null, problem: outsideWords(outcome.failure, what) };
}
