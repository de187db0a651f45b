import { anchorDaily } from "@/lib/commands/anchor-audit";
import { pause } from "@/lib/pause";
import type { Log } from "@/lib/ports";

const EVERY_MS = 10 * 60_000;

/** Anchors the audit once a day, where there is a place for anchors; what fails is tried again. */
export async function keepAnchors(
  anchoring: Parameters<typeof anchorDaily>[0] | null,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    if (anchoring)
      await anchorDaily(anchoring).catch((error: unknown) => {
        log.warn("the audit could not be anchored", { reason: error instanceof Error ? error.message : "unknown" });
      });
    await pause(EVERY_MS, stop);
  }
}
