import { recordedNames } from "../read-recording";
import type { Replay } from "../replay";
import { DEV } from "../replayed-server";

/** Pods of dev running, forty lines each: a line each second and a half. */
export async function logs(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(80);
  await replay.adopt(replay.readFrom("01-read", "resource-tree-dev").response.json, DEV);
  for (const name of recordedNames(replay.folder)) {
    if (name !== "follow-3-seconds") await replay.exchange(name);
  }
  const following = await replay.open("follow-3-seconds");
  await server.pass(3.5);
  await following.finish(3);
}
