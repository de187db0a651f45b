import type { OutsideFailure } from "@/lib/ports";

/** What an adapter threw of the outside's failing; null when it is a fault of our own. */
export function outsideFailure(error: unknown): OutsideFailure | null {
  if (!(error instanceof Error) || !("failure" in error)) return null;
  const { failure } = error;
  if (typeof failure !== "object" || failure === null || !("kind" in failure) || !("detail" in failure)) return null;
  return failure as OutsideFailure;
}
