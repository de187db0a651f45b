import type { Replay } from "../replay";
import { DEV, PRODUCTION } from "../replayed-server";
import { ProductionStory } from "./production-story";

/** Somebody changes the cluster by hand: production, which does not heal, and dev, which does. */
export async function drift(replay: Replay): Promise<void> {
  const { server } = replay;
  await beforeTheDrift(replay);
  const production = await replay.open("production-scale-by-hand-stream");
  const scheduler = { application: PRODUCTION, service: "linq-scheduler" };
  await server.lever("drift", { ...scheduler, kind: "scale", replicas: 4 });
  await server.pass(10);
  await production.finish();
  await replay.exchanges("get-production-drifted", "managed-resources-production-drifted");
  await server.lever("drift", { ...scheduler, kind: "secret" });
  await server.pass(2);
  await replay.exchange("managed-resources-secret-drifted");
  await server.lever("drift", { application: PRODUCTION, service: "linq-workcell-manager", kind: "delete-config" });
  await server.pass(2);
  await replay.exchange("tree-production-missing-resource");
  await new ProductionStory(server).repair();
  const dev = await replay.open("dev-self-heals-stream");
  await server.lever("drift", { application: DEV, service: "linq-workcell-manager", kind: "scale", replicas: 3 });
  await server.pass(20);
  await dev.finish();
  await replay.exchange("get-dev-healed");
}

export async function beforeTheDrift({ server }: Replay): Promise<void> {
  await server.pass(40);
  await server.setWindows([{ kind: "allow", schedule: "0 0 * * *", duration: "24h", applications: ["production-*"] }]);
  for (const name of [DEV, PRODUCTION]) await server.json(`/api/v1/applications/${name}?project=linq&refresh=normal`);
  const story = new ProductionStory(server);
  await story.dev();
  await story.firstDeployments();
  await story.failures();
}
