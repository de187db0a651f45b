import { recordedNames } from "../read-recording";
import type { Replay } from "../replay";
import { beforeTheDrift } from "./10-drift";
import { ProductionStory } from "./production-story";

/** One set of windows after the other; production was synced before and is out of sync now. */
export async function syncWindows(replay: Replay): Promise<void> {
  const { server } = replay;
  await beforeTheDrift(replay);
  await new ProductionStory(server).repair();
  let windows = "";
  for (const name of recordedNames(replay.folder)) {
    const { given, recordedAt } = replay.read(name);
    const wanted = given.replace("project windows ", "");
    await server.pass(1);
    if (wanted !== windows) await server.setWindows(JSON.parse(wanted) as object[]);
    windows = wanted;
    await server.reach(new Date(recordedAt));
    await replay.exchange(name);
  }
}
