import { recordedNames } from "../read-recording";
import type { Replay } from "../replay";
import { DEV, PRODUCTION } from "../replayed-server";

/** Dev and staging synced and healthy, production never synced. */
export async function read(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(35);
  const head = await server.repository.head();
  server.names.set("11a84816b76af5675af32d7586e35248132ff4aa", head);
  server.names.set("11a8481", head.slice(0, 7));
  await replay.adopt(replay.read("resource-tree-dev").response.json, DEV);
  for (const name of recordedNames(replay.folder)) {
    const lost = name.endsWith("-after-cache-loss");
    if (lost) await server.lever("forget-cache", { application: PRODUCTION });
    await replay.exchange(name);
    if (lost) await server.json(`/api/v1/applications/${PRODUCTION}?project=linq&refresh=normal`);
  }
}
