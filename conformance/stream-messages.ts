import { byForm } from "./by-form";
import { isObject, listAt, type Members, memberAt } from "./members";

/** The messages of a stream, server-sent or line by line; heartbeats are none. */
export function streamMessages(text: string): unknown[] {
  const parts = text.split(/\n+/).map((part) => part.trim().replace(/^data: /, ""));
  return parts.filter((part) => part.startsWith("{")).map((part): unknown => JSON.parse(part));
}

/** How messages are wrapped: everything but the JSON, once for each kind. */
export function framing(text: string): string[] {
  const frames = text.match(/(?:data: )?\{.*\} ?\n+/g) ?? [];
  return [...new Set(frames.map((frame) => frame.replace(/\{.*\}/, "{}")))];
}

function operationText(application: Members): string {
  const state = memberAt(application, "status", "operationState");
  if (!isObject(state)) return application.operation === undefined ? "no operation" : "operation asked for";
  const partial = isObject(memberAt(state, "operation", "sync")) && memberAt(state, "operation", "sync", "resources");
  const message = typeof state.message === "string" ? ` "${byForm(state.message)}"` : "";
  return `${application.operation === undefined ? "" : "in progress: "}${state.phase}${partial ? " (partial)" : ""}${message}`;
}

/** What an application's message says of where things stand, in one line. */
function applicationState(message: unknown): string {
  const application = memberAt(message, "result", "application");
  if (!isObject(application)) return isObject(message) && message.error ? "error" : "?";
  const history = memberAt(application, "status", "history");
  const annotations = memberAt(application, "metadata", "annotations");
  const refreshing = isObject(annotations) && "argocd.argoproj.io/refresh" in annotations;
  const name = memberAt(application, "metadata", "name");
  const sync = memberAt(application, "status", "sync", "status");
  const health = memberAt(application, "status", "health", "status");
  const deployed = Array.isArray(history) ? history.length : 0;
  return `${memberAt(message, "result", "type")} ${name}: ${sync} ${health}; ${operationText(application)}; ${deployed} deployments${refreshing ? "; refreshing" : ""}`;
}

export interface State {
  state: string;
  /** The last message that said so. */
  message: unknown;
}

/** The states that a stream of applications goes through; messages that say the same again are one. */
export function applicationStates(text: string): State[] {
  const states: State[] = [];
  for (const message of streamMessages(text)) {
    const state = applicationState(message);
    const before = states.at(-1);
    if (before?.state === state) before.message = message;
    else states.push({ state, message });
  }
  return states;
}

export function isTreeStream(text: string): boolean {
  return listAt(streamMessages(text)[0], "result", "nodes").length > 0;
}

function nodeState(node: unknown): string {
  const info = listAt(node, "info").filter(
    (item) => memberAt(item, "name") === "Containers" || memberAt(item, "name") === "Status Reason",
  );
  const health = memberAt(node, "health", "status");
  return [health ?? "no health", ...info.map((item) => memberAt(item, "value"))].join(" ");
}

/** The states that each node goes through, by kind, name by form, and image; several nodes may have names of one form. */
export function nodeStates(text: string): Map<string, string[][]> {
  const states = new Map<string, string[]>();
  for (const message of streamMessages(text)) {
    for (const node of listAt(message, "result", "nodes")) {
      const key = [memberAt(node, "kind"), memberAt(node, "name"), listAt(node, "images").join()].join(" ");
      const list = states.get(key) ?? [];
      const state = nodeState(node);
      if (list.at(-1) !== state) states.set(key, [...list, state]);
    }
  }
  const grouped = new Map<string, string[][]>();
  for (const [key, list] of states) {
    const form = key.split(" ").map(byForm).join(" ").trim();
    grouped.set(form, [...(grouped.get(form) ?? []), list]);
  }
  return grouped;
}
