import type { Replay } from "../replay";
import { DEV, PRODUCTION } from "../replayed-server";

const SHORT = [
  "by-name-replays-added",
  "ndjson",
  "resource-version-far-future",
  "resource-version-zero",
  "fields",
  "missing-app",
  "qa-sees-staging-only",
  "tree-silent-until-change",
  "all-25-seconds",
];

/** Three applications, nothing changing; dev and production were refreshed by somebody before. */
export async function streams(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(40);
  for (const name of [DEV, PRODUCTION]) await server.json(`/api/v1/applications/${name}?project=linq&refresh=normal`);
  await replay.exchanges("tree-missing-app", "no-token");
  const running = await Promise.all(SHORT.map((name) => replay.open(name)));
  for (const stream of running) await stream.finish();
  const refreshed = await replay.open("refresh-normal-seen-from-the-stream");
  await server.pass(0.5);
  await server.json("/api/v1/applications/staging-env-1-linq-platform?project=linq&refresh=normal");
  await server.pass(2);
  await refreshed.finish();
}
