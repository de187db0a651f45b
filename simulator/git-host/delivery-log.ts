import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Delivery, World } from "./world";

type Kept = { deliveries: Record<string, Delivery[]>; nextDelivery: number };
const MOST = 100;
const keptFile = (world: World) => path.join(world.directory, "deliveries.json");

/** What outlives a restart besides the repositories: the last deliveries of each hook. */
export function restoreDeliveries(world: World): void {
  const file = keptFile(world);
  if (!existsSync(file)) return;
  const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
  world.nextDelivery = kept.nextDelivery;
  const before = { seconds: 0, answer: "" }; // what earlier versions did not keep
  for (const hook of world.hooks)
    hook.deliveries = (kept.deliveries[hook.url] ?? []).map((delivery) => ({ ...before, ...delivery }));
}

export function keepDeliveries(world: World): void {
  for (const hook of world.hooks) hook.deliveries = hook.deliveries.slice(0, MOST);
  const deliveries = Object.fromEntries(world.hooks.map((hook) => [hook.url, hook.deliveries]));
  const file = keptFile(world);
  writeFileSync(`${file}.new`, JSON.stringify({ deliveries, nextDelivery: world.nextDelivery } satisfies Kept));
  renameSync(`${file}.new`, file);
}
