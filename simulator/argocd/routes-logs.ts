import { askedFor, type Context, type Route } from "./context";
import { ApiError, denied } from "./errors";
import { type Call, sendText } from "./http";
import { kubeletRefusal, type LogLine, type LogQuery, passesFilter, podLines, selectLines } from "./logs";
import { findApplication, rbacName } from "./lookup";
import { may } from "./rbac";
import { streaming } from "./routes-streams";
import type { MessageStream } from "./streaming";
import { type ApplicationState, type Pod, wholeSeconds } from "./world";

const MOST_PODS = 10;
const FOLLOW_EVERY = 700;

function integer(call: Call, key: string): number {
  const text = call.query.get(key);
  if (text === null) return 0;
  if (!/^-?\d+$/.test(text)) throw new ApiError("invalid", `strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text);
}

function flag(call: Call, key: string): boolean {
  const text = call.query.get(key);
  if (text === null) return false;
  if (!/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text))
    throw new ApiError("invalid", `strconv.ParseBool: parsing "${text}": invalid syntax`);
  return /^(1|t)/i.test(text);
}

function readQuery(call: Call): LogQuery {
  if (call.query.has("sinceTime"))
    throw new ApiError("invalid", "field type *v1.Time is not supported in query parameters");
  const until = call.query.get("untilTime");
  return {
    container: call.query.get("container") || undefined,
    previous: flag(call, "previous"),
    tail: integer(call, "tailLines"),
    sinceSeconds: integer(call, "sinceSeconds"),
    untilMs: until ? Date.parse(until) : undefined,
    filter: call.query.get("filter") || undefined,
    matchCase: flag(call, "matchCase"),
  };
}

function below(state: ApplicationState, pod: Pod, group: string, kind: string, name: string): boolean {
  if (pod.owner.kind === kind && pod.owner.name === name) return true;
  if (kind !== "Deployment" || group !== "apps") return false;
  return state.workloads[name]?.replicaSets.some((set) => set.name === pod.owner.name) ?? false;
}

function chosenPods(state: ApplicationState, call: Call, podName: string | undefined): Pod[] {
  const namespace = call.query.get("namespace");
  if (namespace && namespace !== state.wire.spec.destination.namespace) return [];
  if (podName) return state.pods.filter((pod) => pod.name === podName);
  const kind = call.query.get("kind");
  const name = call.query.get("resourceName");
  if (kind === "Pod" && name) return state.pods.filter((pod) => pod.name === name);
  if (kind && name) return state.pods.filter((pod) => below(state, pod, call.query.get("group") ?? "", kind, name));
  return state.pods;
}

function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/(\.\d{3})Z$/, "$1123456Z");
}

function entry(line: LogLine, last = false): object {
  return {
    content: line.content,
    timeStamp: wholeSeconds(line.at),
    last,
    timeStampStr: stamp(line.at),
    podName: line.podName,
  };
}

function sentinel(now: number): object {
  return { content: "", timeStamp: wholeSeconds(now), last: true, timeStampStr: stamp(now), podName: "" };
}

function refusalEntry(content: string): object {
  return { content, timeStamp: null, last: false, timeStampStr: "0001-01-01T00:00:00Z", podName: "" };
}

interface Collected {
  refusals: string[];
  lines: LogLine[];
}

function collect(pods: Pod[], query: LogQuery, now: number): Collected {
  const refusals = pods.flatMap((pod) => kubeletRefusal(pod, query) ?? []);
  const readable = pods.filter((pod) => kubeletRefusal(pod, query) === null);
  const lines = readable.flatMap((pod) => selectLines(pod, query, now)).sort((a, b) => a.at - b.at);
  return { refusals, lines };
}

function follow(context: Context, stream: MessageStream, name: string, pods: Pod[], query: LogQuery): void {
  // By the newest line, not by the clock: a line is written a while after the moment that it bears.
  const newest = new Map(
    pods.map((pod) => [pod.name, podLines(pod, context.simulation.nowMs(), false, { last: 1 }).at(-1)?.at ?? 0]),
  );
  const timer = setInterval(() => {
    const now = context.simulation.nowMs();
    const current = (context.simulation.state(name)?.pods ?? []).filter((pod) => newest.has(pod.name));
    const fresh = current
      .flatMap((pod) => podLines(pod, now, false, { after: newest.get(pod.name) ?? 0 }))
      .sort((a, b) => a.at - b.at);
    for (const line of fresh) {
      newest.set(line.podName, line.at);
      if (passesFilter(line.content, query)) stream.send(entry(line));
    }
    if (current.length > 0) return;
    clearInterval(timer);
    stream.send(sentinel(now));
    stream.end();
  }, FOLLOW_EVERY);
  stream.onEnd(() => clearInterval(timer));
}

function authorized(context: Context, call: Call, name: string): ApplicationState | undefined {
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  if (!may(caller, "logs", "get", rbacName(app)))
    throw denied(`logs, get, ${rbacName(app)}, sub: ${caller.account}, iat: ${caller.issuedAt}`);
  return context.simulation.state(name);
}

function open(
  context: Context,
  call: Call,
  stream: MessageStream,
  name: string,
  podName: string | undefined,
  query: LogQuery,
): void {
  const state = authorized(context, call, name);
  const pods = state ? chosenPods(state, call, podName) : [];
  if (pods.length > MOST_PODS) {
    throw new ApiError("invalid", `max pods to view logs are reached. Please provide more granular query`);
  }
  if (pods.length === 0) {
    stream.end();
    return;
  }
  context.streams.add(stream);
  context.requests.opened(stream, "logs");
  const now = context.simulation.nowMs();
  const { refusals, lines } = collect(pods, query, now);
  for (const text of refusals) stream.send(refusalEntry(text));
  for (const line of lines) {
    if (query.untilMs !== undefined && line.at > query.untilMs) {
      stream.send(entry(line, true));
      stream.end();
      return;
    }
    stream.send(entry(line));
  }
  const readable = pods.filter((pod) => kubeletRefusal(pod, query) === null);
  // Where the kubelet refuses them all there is nothing to follow; what a container wrote before it ended grows no more.
  if (flag(call, "follow") && !query.previous && readable.length > 0) {
    follow(context, stream, name, readable, query);
    return;
  }
  stream.send(sentinel(now));
  stream.end();
}

function download(context: Context, call: Call, name: string, podName: string | undefined, query: LogQuery): void {
  const state = authorized(context, call, name);
  const { refusals, lines } = collect(state ? chosenPods(state, call, podName) : [], query, context.simulation.nowMs());
  const text = [...refusals, ...lines.map((line) => line.content)].map((line) => `${line}\n`).join("");
  sendText(call, 200, "application/octet-stream", text, { "content-disposition": 'attachment;filename="log.log"' });
}

/** Logs of one pod, of all pods below a resource, or of the whole application (contract 3.5). */
export const logRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part, pod, last] = segments;
  const onPod = part === "pods" && last === "logs" && segments.length === 7;
  if (method !== "GET" || kind !== "applications" || !name || !(onPod || (part === "logs" && segments.length === 5)))
    return false;
  const podName = (onPod ? pod : call.query.get("podName")) || undefined;
  const query = readQuery(call);
  if (flag(call, "download")) download(context, call, name, podName, query);
  else await streaming(call, (stream) => open(context, call, stream, name, podName, query));
  return true;
};
