import { parseDuration } from "./duration";

const CRASHED = /^back-off (\S+) restarting failed container=\S+ pod=\S+$/i;
const CRASHED_UNTIMED = /^back-off restarting failed container \S+ in pod \S+$/i;
const NOT_PULLED = /^(?:back-off pulling image|failed to pull image) "([^"]+)"/i;

/**
 * The kubelet's message in words that a tester understands. What it repeats (container, pod, uid) stands beside it on
 * every screen; what is not known is left as it came.
 */
export function podMessage(message: string): string {
  const [, wait] = CRASHED.exec(message) ?? [];
  if (wait !== undefined) return `Its container ended; ${triedAgain(wait)}.`;
  if (CRASHED_UNTIMED.test(message)) return "Its container ended; it is started again and again.";
  const [, image] = NOT_PULLED.exec(message) ?? [];
  if (image !== undefined) return `The image ${image} cannot be pulled; it is tried again and again.`;
  return message;
}

function triedAgain(wait: string): string {
  const ms = parseDuration(wait);
  if (ms === null) return "it is started again and again";
  const seconds = Math.round(ms / 1_000);
  return seconds < 60
    ? `the next try is within ${seconds} s`
    : `the next try is within ${Math.round(seconds / 60)} min`;
}
