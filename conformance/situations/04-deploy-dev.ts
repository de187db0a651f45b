import type { Replay } from "../replay";
import { DEV } from "../replayed-server";

/** Dev auto-syncs; a commit raises linq-orchestrator from 2.4.0 to 2.5.0, with a push webhook. */
export async function deployDev(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(40);
  await server.json(`/api/v1/applications/${DEV}?project=linq&refresh=normal`);
  await server.reach(new Date("2026-11-24T02:42:20Z"));
  const stream = await replay.open("application-stream");
  const tree = await replay.open("tree-stream");
  const sha = await server.setImage("dev-env-1", "2.4.0", "2.5.0", "Raise linq-orchestrator to 2.5.0 in dev");
  server.names.set("e1c3f4146dc01f0a5b84e7f509ec026f53ffa72f", sha);
  await server.webhook();
  await server.reach(new Date(replay.read("application-stream").recordedAt));
  await stream.finish();
  await tree.finish();
  await replay.exchanges("get-after", "tree-after", "events-after", "list-after", "revision-metadata-after");
}
