import type { HappeningWords, KeptObservation } from "./happening";
import type { ReadingState } from "./policy-standing";
import type { Tone } from "./status";

/** The first line of a commit's message, cut: a message may be of any length, and every open page would be sent it. */
export function subjectOf(message: string): string {
  return (message.split("\n")[0] ?? "").slice(0, MOST_SUBJECT);
}

const MOST_SUBJECT = 300;

type Author = { author: string; message: string } | null;
type DeploymentFacts = {
  by: string;
  how: string;
  outcome: string;
  revision: string | null;
  environment: string | null;
  message: string;
};

/** "Dana Ito deployed abc1234, Raise the limit, to dev-env-1": behind what Argo CD does by itself stands who committed it. */
export function deploymentWords(
  deployment: DeploymentFacts,
  commit: Author,
): HappeningWords & { who: string; tone: Tone } {
  const { how, outcome, environment } = deployment;
  const back = how === "rollback";
  const subject = commit ? subjectOf(commit.message) : "";
  const what = `${shortOf(deployment.revision)}${subject === "" ? "" : `, ${subject},`}`;
  return {
    who: how === "automatic" ? (commit?.author ?? deployment.by) : deployment.by,
    words: `${didWhat(outcome, back)} ${what} ${back ? "in" : "to"} ${environment ?? "no environment"}`,
    detail: outcome === "failed" ? deployment.message : "",
    ...deploymentOutcome(outcome, back),
  };
}

/** What failed or is under way has not been done. */
function didWhat(outcome: string, back: boolean): string {
  if (outcome === "failed") return back ? "tried to go back to" : "tried to deploy";
  if (outcome === "running") return back ? "goes back to" : "deploys";
  return back ? "went back to" : "deployed";
}

function deploymentOutcome(outcome: string, back: boolean): { tone: Tone; chip: string } {
  if (outcome === "failed") return { tone: "failing", chip: "failed" };
  if (outcome === "running") return { tone: "moving", chip: "rolling out" };
  return { tone: "fine", chip: back ? "rolled back" : "deployed" };
}

export function commitWords(commit: { sha: string; author: string; message: string }): HappeningWords {
  const words = `committed ${shortOf(commit.sha)}, ${subjectOf(commit.message)}`;
  return { who: commit.author, words, detail: "", tone: null, chip: "commit" };
}

type Reading = {
  commit: string;
  file: string;
  state: ReadingState;
  problem: { line: number; reason: string } | null;
};

/** A reading of the policy: what became of it, with its first fault where it could not be read. */
export function policyWords(reading: Reading, author: string | null): HappeningWords {
  const { file, problem, state } = reading;
  const at = `${file} at ${shortOf(reading.commit)}`;
  const told = (words: string, tone: Tone | null, chip: string, detail = "") => ({
    who: author,
    words: `${at} ${words}`,
    detail,
    tone,
    chip,
  });
  switch (state) {
    case "in-force":
      return told("is in force", "fine", "policy");
    case "waiting":
      return told("waits for approval; the rules before it stay in force", "waiting", "policy waits");
    case "replaced":
      return told("was replaced while it waited for approval", null, "policy replaced");
    case "rejected":
      return told("was rejected; the rules before it stay in force", "attention", "policy rejected");
    case "unreadable": {
      const detail = problem ? `Line ${problem.line}: ${problem.reason}` : "";
      return told("is refused; the rules before it stay in force", "failing", "policy refused", detail);
    }
  }
}

/** What was seen, in words. `gitMoved`: the application's revision in Git changed in the same moment. */
export function observationWords(seen: KeptObservation, { gitMoved }: { gitMoved: boolean }): HappeningWords {
  const place = placeOf(seen);
  switch (seen.kind) {
    case "sync":
      return syncWords(seen.to, place, gitMoved);
    case "health":
      return healthWords(seen, place);
    case "operation":
      return operationWords(seen, place);
    case "pod-failing":
      return failingPodWords(seen);
    case "pod-recovered":
      return say(`The failing pod of ${place} is well again or gone`, "fine", "recovered", text(seen.from));
    case "appeared":
      return say(`${seen.to ?? seen.application} appeared in Argo CD`, null, "appeared");
    case "disappeared":
      return say(`${seen.from ?? seen.application} is no longer in Argo CD`, "attention", "gone");
    case "revision":
      return say(`Git moved on to ${shortOf(seen.to)} for ${place}`, null, "in Git");
    case "deployed-revision":
      return say(`${place} now stands at ${shortOf(seen.to)}`, null, "deployed");
    case "desired-version":
      return say(`Git wants ${place} at ${versions(seen)}`, null, "in Git");
    case "running-version":
      return say(`${place} runs ${versions(seen)}`, null, "version");
  }
}

function syncWords(to: string | null, place: string, gitMoved: boolean): HappeningWords {
  if (to === "Synced") return say(`${place} matches Git`, "fine", "in sync");
  if (to !== "OutOfSync") return say(`${place} could not be compared with Git`, "attention", "not compared");
  if (gitMoved) return say(`Git moved on, and ${place} waits for its sync`, "waiting", "waits");
  return say(`${place} no longer matches Git`, "attention", "out of sync");
}

function healthWords({ from, to }: KeptObservation, place: string): HappeningWords {
  const before = from === null || from === "Progressing" ? "" : `, before ${from}`;
  switch (to) {
    case "Healthy":
      return say(`${place} is Healthy again`, "fine", "healthy");
    case "Progressing":
      return say(`${place} is Progressing`, "moving", "moving");
    case "Degraded":
    case "Missing":
      return say(`${place} became ${to}${before}`, "failing", to.toLowerCase());
    case "Suspended":
      return say(`${place} is Suspended${before}`, "attention", "suspended");
    default:
      return say(`The health of ${place} is not known${before}`, "unknown", "not known");
  }
}

function operationWords({ to, details }: KeptObservation, place: string): HappeningWords {
  const failed = to === "Failed" || to === "Error";
  const running = to === "Running" || to === "Terminating";
  const dry = details.kind === "dry-run";
  return {
    who: text(details.by) || null,
    words:
      `${failed ? "could not" : running ? "began to" : ""} ${operationVerb(details.kind, failed || running, place)}`.trim(),
    detail: failed ? text(details.message) : "",
    tone: failed ? (dry ? "attention" : "failing") : running ? "moving" : dry ? null : "fine",
    chip: failed ? "failed" : running ? "running" : text(details.kind) || "operation",
  };
}

function operationVerb(kind: unknown, plain: boolean, place: string): string {
  switch (kind) {
    case "self-heal":
      return `${plain ? "undo" : "undid"} a change behind Git in ${place}`;
    case "partial-sync":
      return `${plain ? "sync" : "synced"} some resources of ${place}`;
    case "dry-run":
      return `${plain ? "try" : "tried"} a sync of ${place} without changing anything`;
    case "rollback":
      return `${plain ? "roll" : "rolled"} ${place} back`;
    default:
      return `${plain ? "sync" : "synced"} ${place}`;
  }
}

function failingPodWords(seen: KeptObservation): HappeningWords {
  const { reason, version, message, restarts } = seen.details;
  const what = [seen.service ?? seen.application, text(version)].filter(Boolean).join(" ");
  const again =
    typeof restarts === "number" && restarts > 0 ? ` ${restarts} ${restarts === 1 ? "restart" : "restarts"}.` : "";
  return say(
    `${what} in ${seen.environment ?? "no environment"}: ${lower(text(reason) || "failing")}`,
    "failing",
    lower(text(reason) || "failing"),
    [seen.to ? `Pod ${seen.to}.` : "", text(message), again.trim()].filter(Boolean).join(" "),
  );
}

/** The application's name says its environment, as a rule. */
function placeOf({ service, application, environment }: KeptObservation): string {
  if (service !== null) return environment === null ? service : `${service} in ${environment}`;
  return environment === null || application.includes(environment) ? application : `${application} in ${environment}`;
}

function versions({ from, to }: KeptObservation): string {
  if (to === null) return `nothing, before ${from ?? "not known"}`;
  return from === null ? to : `${to}, before ${from}`;
}

function say(words: string, tone: Tone | null, chip: string, detail = ""): HappeningWords {
  return { who: null, words, detail, tone, chip };
}

function shortOf(revision: string | null): string {
  if (revision === null || revision === "") return "an unknown revision";
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : revision.slice(0, 20);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
