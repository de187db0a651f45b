import { crashLines, diceOf, serviceLine } from "./service-lines";
import type { Pod } from "./world";

export interface LogLine {
  at: number;
  content: string;
  podName: string;
}

export interface LogQuery {
  container: string | undefined;
  previous: boolean;
  tail: number;
  sinceSeconds: number;
  untilMs: number | undefined;
  filter: string | undefined;
  matchCase: boolean;
}

/** A container answers its probe each second and a half; once it is warm its work is heard between. */
const INTERVAL = 1500;
const WARM_AFTER = 90_000;
/** Of a warm container every so many moments have a probe. */
const PROBE_EVERY = 10;
/** So many moments are kept, as a node keeps a log of limited size. */
const KEPT = 12_000;
const MOST_AT_ONCE = 3;

interface Wanted {
  /** Only what was written after this (milliseconds). */
  after?: number;
  /** Only so many of the last moments, each of which has a line at least. */
  last?: number;
}

/** What the container has written until `now`. */
export function podLines(pod: Pod, now: number, previous: boolean, { after = 0, last = KEPT }: Wanted = {}): LogLine[] {
  if (pod.reason === "Pending" || pod.reason === "ContainerCreating") return [];
  if (pod.reason === "ErrImagePull" || pod.reason === "ImagePullBackOff") return [];
  if (pod.owner.kind === "Job") return jobLines(pod).filter((line) => line.at > after);
  if (pod.reason === "CrashLoopBackOff" || previous)
    return crashOutput(pod, now, previous).filter((line) => line.at > after);
  const begin = pod.createdMs + 2500;
  const count = Math.floor((now - begin) / INTERVAL);
  const first = Math.max(0, count - Math.min(last, KEPT), Math.floor((after - begin) / INTERVAL));
  const lines: LogLine[] = [];
  for (let index = first; index < count; index++) lines.push(...linesAt(pod, index, begin + index * INTERVAL));
  return lines.filter((line) => line.at > after);
}

function linesAt(pod: Pod, index: number, at: number): LogLine[] {
  const isWarm = index * INTERVAL >= WARM_AFTER;
  if (!isWarm || index % PROBE_EVERY === 0) return [probeLine(pod, index, at)];
  const dice = diceOf(`${pod.name} ${index}`);
  const count = 1 + dice.roll(MOST_AT_ONCE);
  return Array.from({ length: count }, (_, place) => {
    const moment = at + Math.floor((place * INTERVAL) / count) + dice.roll(200);
    return { at: moment, content: serviceLine(pod.container, dice, new Date(moment)), podName: pod.name };
  });
}

function probeLine(pod: Pod, index: number, at: number): LogLine {
  const failed = index % 13 === 12;
  const content = `${failed ? "ERROR" : "INFO"} request id=${1000 + index} service=${pod.container} path=/health status=${failed ? 503 : 200}`;
  return { at, content, podName: pod.name };
}

/** Of the attempt that failed last, or of the one before it: each begins anew and says at its end why it gives up. */
function crashOutput(pod: Pod, now: number, previous: boolean): LogLine[] {
  const attempt = Math.max(1, pod.restarts - (previous ? 1 : 0));
  const end = Math.min(now, pod.createdMs + 2000 + 6000 * attempt);
  const last = `FATAL service=${pod.container} cannot start: configuration refused`;
  const all = [...crashLines(pod.container, pod.image), last];
  return all.map((content, index) => ({ at: end - (all.length - 1 - index) * 70, content, podName: pod.name }));
}

function jobLines(pod: Pod): LogLine[] {
  const line = (after: number, content: string): LogLine => ({ at: pod.createdMs + after, content, podName: pod.name });
  const first = line(2000, "INFO migrating database schema");
  if (pod.reason === "Error") return [first, line(3500, "ERROR migration failed: relation already exists")];
  return pod.reason === "Completed" ? [first, line(3500, "INFO migration complete")] : [first];
}

/** Refusals of the kubelet are ordinary lines without a time (contract 3.5). */
export function kubeletRefusal(pod: Pod, query: LogQuery): string | null {
  if (query.container && query.container !== pod.container)
    return `container ${query.container} is not valid for pod ${pod.name}`;
  if (query.previous && pod.restarts === 0)
    return `previous terminated container "${pod.container}" in pod "${pod.name}" not found`;
  if (pod.reason === "ImagePullBackOff" || pod.reason === "ErrImagePull") {
    return `container "${pod.container}" in pod "${pod.name}" is waiting to start: trying and failing to pull image`;
  }
  if (pod.reason === "Pending" || pod.reason === "ContainerCreating")
    return `container "${pod.container}" in pod "${pod.name}" is waiting to start: ContainerCreating`;
  return null;
}

export function passesFilter(content: string, query: LogQuery): boolean {
  if (!query.filter) return true;
  const inverted = query.filter.startsWith("!");
  const wanted = inverted ? query.filter.slice(1) : query.filter;
  const found = query.matchCase ? content.includes(wanted) : content.toLowerCase().includes(wanted.toLowerCase());
  return found !== inverted;
}

/** The lines of one pod under a query; the tail is counted before the filter, as the kubelet does. */
export function selectLines(pod: Pod, query: LogQuery, now: number): LogLine[] {
  const after = query.sinceSeconds > 0 ? now - query.sinceSeconds * 1000 - 1 : 0;
  let lines = podLines(pod, now, query.previous, { after, ...(query.tail > 0 ? { last: query.tail } : {}) });
  if (query.tail > 0) lines = lines.slice(-query.tail);
  return lines.filter((line) => passesFilter(line.content, query));
}
