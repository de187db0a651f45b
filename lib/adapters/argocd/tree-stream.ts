import type { Agent } from "node:http";
import { unreachable } from "@/lib/adapters/outbound/http-call";
import type { ResourceTree } from "@/lib/domain/observed-inside";
import type { ApplicationRef } from "@/lib/ports";
import { type Asking, scopeOf } from "./asking";
import { errorFrame, eventStream, jsonOf } from "./event-stream";
import { resourceTree } from "./mapping-inside";
import { wireTreeFrame } from "./wire-inside";

export type TreeChanges = AsyncIterable<TreeChange>;
/** A tree as it was sent: large, and read only when somebody wants it. */
export type TreeChange = { size: number; read: () => ResourceTree | null };

/**
 * The whole tree at each change, never at the beginning (contract 3.4). `onConnected`: the connection stands, though
 * nothing may come over it for hours. Throws OutsideError when it ends for any reason but the caller's signal.
 */
export async function* treeChanges(
  { asking, agent }: { asking: Asking; agent: Agent },
  ref: ApplicationRef,
  options: { signal: AbortSignal; onConnected: () => void },
): AsyncGenerator<TreeChange> {
  const path = `/api/v1/stream/applications/${encodeURIComponent(ref.name)}/resource-tree`;
  const opening = asking.streamTo(path, scopeOf(ref));
  for await (const data of eventStream({ ...opening, ...options, agent })) {
    if (!data.startsWith('{"result":')) throw errorFrame(data);
    yield { size: data.length, read: () => treeOf(data) };
  }
  if (!options.signal.aborted) throw unreachable("The tree's event stream ended.");
}

function treeOf(data: string): ResourceTree | null {
  const frame = wireTreeFrame.safeParse(jsonOf(data));
  return frame.success ? resourceTree(frame.data.result) : null;
}
