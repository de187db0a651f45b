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

const INTERVAL = 1500;
const KEPT = 200;

function lineAt(pod: Pod, index: number, at: number, previous: boolean): LogLine {
  const failed = index % 13 === 12;
  const mark = previous ? " (previous)" : "";
  const content = `${failed ? "ERROR" : "INFO"}${mark} request id=${1000 + index} service=${pod.container} path=/health status=${failed ? 503 : 200}`;
  return { at, content, podName: pod.name };
}

/** What the container has written until `now`: one request each second and a half, every thirteenth fails. */
export function podLines(pod: Pod, now: number, previous: boolean): LogLine[] {
  if (pod.reason === "Pending" || pod.reason === "ContainerCreating") return [];
  if (pod.reason === "ErrImagePull" || pod.reason === "ImagePullBackOff") return [];
  if (pod.owner.kind === "Job") return jobLines(pod);
  const start = pod.createdMs + 2500;
  const crashing = pod.reason === "CrashLoopBackOff";
  const end = crashing || previous ? Math.min(now, pod.createdMs + 2000 + 6000 * Math.max(1, pod.restarts)) : now;
  const begin = crashing ? end - KEPT * INTERVAL : start;
  const count = Math.floor((end - begin) / INTERVAL);
  const lines: LogLine[] = [];
  for (let index = Math.max(0, count - KEPT); index < count; index++)
    lines.push(lineAt(pod, index, begin + index * INTERVAL, previous));
  if (crashing)
    lines.push({
      at: end,
      content: `FATAL service=${pod.container} cannot start: configuration refused`,
      podName: pod.name,
    });
  return lines;
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
  let lines = podLines(pod, now, query.previous);
  if (query.sinceSeconds > 0) lines = lines.filter((line) => line.at >= now - query.sinceSeconds * 1000);
  if (query.tail > 0) lines = lines.slice(-query.tail);
  return lines.filter((line) => passesFilter(line.content, query));
}
