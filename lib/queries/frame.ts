import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { sightFor } from "@/lib/domain/sight";
import type { Frame } from "@/lib/http/contracts/frame";
import { type OverviewContext, readContext } from "./overview-context";

/** What stands around a page that is of no single environment. */
export async function frame(actor: Actor, deps: { db: Database; now: Date; demo: boolean }): Promise<Frame> {
  return frameOf(await readContext(deps.db, sightFor(actor)), deps);
}

/** The frame's part of what a page has read. */
export function frameOf(context: OverviewContext, { now, demo }: { now: Date; demo: boolean }): Frame {
  return {
    generatedAt: now.toISOString(),
    eventId: context.eventId,
    demo,
    platform: context.pipeline?.name ?? "",
    instances: context.instances,
    notices: context.notices,
  };
}
