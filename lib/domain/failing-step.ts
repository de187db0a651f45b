import type { ObservedOperation } from "./observed";

type Failed = Pick<ObservedOperation, "message" | "results" | "retryCount">;
type Result = ObservedOperation["results"][number];

/**
 * Why an operation failed, in words: which step of it did, and with what reason, where its results tell; else Argo CD's
 * own message.
 */
export function failureWords({ message, results, retryCount }: Failed): string {
  const failed = results.filter(isFailed);
  const [first] = failed;
  const tried = retryCount > 0 ? ` It was tried ${retryCount + 1} times.` : "";
  if (/\bterminated\b/i.test(message)) return first ? `It was stopped at ${stepName(first)}.` : "It was stopped.";
  if (!first) return tried === "" ? message : `${sentence(message)}${tried}`.trim();
  const others = failed.length > 1 ? ` And ${failed.length - 1} more failed.` : "";
  return `${capital(stepName(first))} ${whatFailed(first)}${reasonOf(first)}.${others}${tried}`;
}

function isFailed({ status, hookPhase }: Result): boolean {
  return status === "SyncFailed" || hookPhase === "Failed" || hookPhase === "Error";
}

/** "the PreSync hook Job linq-migrate", "Service linq-scheduler". */
function stepName({ hook, kind, name }: Result): string {
  return hook ? `the ${hook} hook ${kind} ${name}` : `${kind} ${name}`;
}

function whatFailed({ hook, status }: Result): string {
  if (hook) return "failed";
  return status === "SyncFailed" ? "could not be applied" : "did not become healthy";
}

function reasonOf({ message }: Result): string {
  const reason = message.trim().replace(/\.$/, "");
  return reason === "" ? "" : `: ${reason}`;
}

function sentence(words: string): string {
  return words === "" || /[.!?]$/.test(words) ? words : `${words}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
