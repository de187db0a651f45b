import "server-only";
import { policyInForce } from "./adapters/db/projection-store";
import { composeWeb } from "./compose";
import type { Pipeline } from "./domain/pipeline";
import { createLiveHub, type LiveHub } from "./http/live-hub";

type Server = ReturnType<typeof composeWeb> & { live: LiveHub };

const shared = globalThis as unknown as { slipwayServer?: Server };

/** The web process's composed instance, made at first use: a build imports routes without any environment. */
export function server(): Server {
  if (!shared.slipwayServer) {
    const parts = composeWeb();
    shared.slipwayServer = { ...parts, live: createLiveHub(parts) };
  }
  return shared.slipwayServer;
}

export async function currentPipeline(): Promise<Pipeline | null> {
  return (await policyInForce(server().db))?.pipeline ?? null;
}
