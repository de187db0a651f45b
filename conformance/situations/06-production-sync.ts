import type { Replay } from "../replay";
import { PRODUCTION } from "../replayed-server";

/** Production out of sync; its allow window closed, then open all day; a manual sync from request to healthy. */
export async function productionSync(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(40);
  await server.json(`/api/v1/applications/${PRODUCTION}?project=linq&refresh=normal`);
  await replay.exchanges(
    "sync-blocked-by-window",
    "dry-run-blocked-by-window",
    "sync-viewer-forbidden-window-closed",
    "sync-unknown-revision-window-closed",
  );
  await server.changeProject((text) => text.replace('"0 14 * * 1-5", duration: 4h', '"0 0 * * *", duration: 24h'));
  await replay.exchanges(
    "syncwindows-open",
    "project-syncwindows-active",
    "sync-viewer-forbidden",
    "sync-missing-app",
    "sync-wrong-project",
    "sync-unknown-revision",
    "sync-manifests-without-override",
    "sync-replace-not-allowed-option",
    "terminate-nothing",
    "get-after-dry-run",
  );
  const stream = await replay.open("sync-stream");
  await replay.exchanges(
    "sync-accepted",
    "get-just-after-sync",
    "sync-while-busy",
    "rollback-while-busy",
    "terminate-viewer-forbidden",
    "get-running-hook",
    "resource-tree-running",
  );
  await server.reach(new Date(replay.read("sync-stream").recordedAt));
  await stream.finish();
  await replay.exchanges("get-synced", "events-after-sync", "resource-tree", "managed-resources-synced");
}
