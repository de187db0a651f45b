import "server-only";
import { databaseAnswers } from "./adapters/db/client";
import { policyInForce } from "./adapters/db/projection-store";
import { composeWeb } from "./compose";
import type { Pipeline } from "./domain/pipeline";
import { createLiveHub, type LiveHub } from "./http/live-hub";
import type { ArgoCdInside } from "./ports";

type Server = ReturnType<typeof composeWeb> & { live: LiveHub };

const shared = globalThis as unknown as { slipwayServer?: Server };

/** The web process's composed instance, made at first use: a build imports routes without any environment. */
export function server(): Server {
  if (!shared.slipwayServer) {
    const parts = composeWeb();
    shared.slipwayServer = { ...parts, live: createLiveHub({ ...parts, stop: new AbortController().signal }) };
  }
  return shared.slipwayServer;
}

/** Whether the database answers within so long. */
export function isReady(mostMs: number): Promise<boolean> {
  return databaseAnswers(server().db, mostMs);
}

/** The inside of the Applications of one Argo CD; null when none of that name is configured. @public */
export function insideOf(instance: string): ArgoCdInside | null {
  return server().insideOf(instance);
}

export async function currentPipeline(): Promise<Pipeline | null> {
  return (await policyInForce(server().db))?.pipeline ?? null;
}
