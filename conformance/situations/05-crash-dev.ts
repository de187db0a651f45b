import type { Replay } from "../replay";
import { DEV } from "../replayed-server";

/** Dev: a commit sets linq-scheduler to an image whose container crashes. */
export async function crashDev(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(40);
  await server.json(`/api/v1/applications/${DEV}?project=linq&refresh=normal`);
  await server.reach(new Date("2026-11-24T02:42:20Z"));
  await server.setImage("dev-env-1", "2.4.0", "2.5.0", "Raise linq-orchestrator to 2.5.0 in dev");
  await server.webhook();
  await server.reach(new Date("2026-11-24T02:42:50.5Z"));
  const stream = await replay.open("application-stream");
  await server.setImage("dev-env-1", "3.1.0", "3.2.0-crash", "Raise linq-scheduler in dev");
  await server.webhook();
  await server.reach(new Date(replay.read("application-stream").recordedAt));
  await stream.finish();
  await replay.adopt(replay.read("tree-crashing").response.json, DEV);
  await replay.exchanges(
    "get-crashing",
    "tree-crashing",
    "events-crashing-pod",
    "logs-previous",
    "resource-crashing-pod",
  );
}
