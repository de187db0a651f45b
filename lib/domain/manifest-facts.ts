import type { Tone } from "./status";

/** What a live manifest says of its object beside what it is made of. */
export type ManifestFacts = {
  conditions: ManifestCondition[];
  containers: ManifestContainer[];
  labels: { name: string; value: string }[];
};
export type ManifestCondition = {
  type: string;
  status: string;
  reason: string;
  message: string;
  since: string | null;
  tone: Tone;
};
/** `state`: why it waits or how it last ended, in the cluster's words; empty where it runs or is not told. */
export type ManifestContainer = { name: string; image: string; init: boolean; restarts: number; state: string };

const MOST = 50;
const MOST_NAME = 300;
const MOST_MESSAGE = 1_000;
/** These are well when they are not true. */
const BAD_WHEN_TRUE = /(Failure|Failed|Pressure|Unavailable|Stalled|Degraded|Disruption\w*)$/;

/** Reads a manifest that anybody may have written: what is not as Kubernetes has it counts as not said. */
export function manifestFacts(manifest: string): ManifestFacts {
  const object = parsed(manifest);
  const status = field(object, "status");
  const spec = field(object, "spec");
  const pod = field(field(spec, "template"), "spec") ?? (field(spec, "containers") ? spec : null);
  return {
    conditions: list(field(status, "conditions")).map(conditionOf),
    containers: [
      ...list(field(pod, "initContainers")).map((one) => containerOf(one, status, true)),
      ...list(field(pod, "containers")).map((one) => containerOf(one, status, false)),
    ].slice(0, MOST),
    labels: Object.entries(field(field(object, "metadata"), "labels") ?? {})
      .slice(0, MOST)
      .map(([name, value]) => ({ name: name.slice(0, MOST_NAME), value: String(value).slice(0, MOST_NAME) })),
  };
}

type Fields = Record<string, unknown>;

function parsed(text: string): Fields | null {
  try {
    return fields(JSON.parse(text));
  } catch {
    return null;
  }
}

function conditionOf(condition: Fields): ManifestCondition {
  const type = text(condition, "type", MOST_NAME);
  const status = text(condition, "status", MOST_NAME);
  const at = new Date(text(condition, "lastTransitionTime", MOST_NAME));
  return {
    type,
    status,
    reason: text(condition, "reason", MOST_NAME),
    message: text(condition, "message", MOST_MESSAGE),
    since: Number.isNaN(at.getTime()) ? null : at.toISOString(),
    tone: conditionTone(type, status),
  };
}

function conditionTone(type: string, status: string): Tone {
  if (status !== "True" && status !== "False") return "unknown";
  return (status === "True") === BAD_WHEN_TRUE.test(type) ? "attention" : "fine";
}

function containerOf(container: Fields, status: Fields | null, init: boolean): ManifestContainer {
  const name = text(container, "name", MOST_NAME);
  const told = list(field(status, init ? "initContainerStatuses" : "containerStatuses"), Number.POSITIVE_INFINITY).find(
    (one) => one.name === name,
  );
  const restarts = Number(told?.restartCount);
  return {
    name,
    image: text(container, "image", MOST_NAME),
    init,
    restarts: Number.isSafeInteger(restarts) && restarts > 0 ? restarts : 0,
    state: told ? stateOf(told) : "",
  };
}

function stateOf(told: Fields): string {
  const waiting = field(field(told, "state"), "waiting");
  const ended = field(field(told, "state"), "terminated") ?? field(field(told, "lastState"), "terminated");
  return [waiting ? `waits: ${text(waiting, "reason", MOST_NAME)}` : "", ended ? endWords(ended) : ""]
    .filter(Boolean)
    .join("; ");
}

function endWords(ended: Fields): string {
  const code = Number(ended.exitCode);
  const reason = text(ended, "reason", MOST_NAME);
  const why = [reason, Number.isSafeInteger(code) ? `exit code ${code}` : ""].filter(Boolean).join(", ");
  return `last ended: ${why || "reason not told"}`;
}

function text(of: Fields, name: string, most: number): string {
  const value = Object.hasOwn(of, name) ? of[name] : "";
  return typeof value === "string" ? value.slice(0, most) : "";
}

function field(of: Fields | null, name: string): Fields | null {
  return of && Object.hasOwn(of, name) ? fields(of[name]) : null;
}

function fields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

function list(value: Fields | null, most = MOST): Fields[] {
  const items: unknown[] = Array.isArray(value) ? value.slice(0, most) : [];
  return items.map(fields).filter((one) => one !== null);
}
