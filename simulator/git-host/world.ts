import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Clock } from "./clock";
import type { Person } from "./git";

export type User = { login: string; name: string; email: string; id: number };
export type Delivery = {
  id: number;
  guid: string;
  deliveredAt: string;
  statusCode: number;
  event: string;
  body: string;
  redelivery: boolean;
};
export type Hook = { id: number; url: string; secret: string; deliveries: Delivery[] };

export type World = {
  directory: string;
  owner: string;
  name: string;
  description: string;
  url: string;
  users: User[];
  tokens: Map<string, string>;
  loopbackPush: boolean;
  hooks: Hook[];
  nextDelivery: number;
  clock: Clock;
};

const DEMO: [string, string][] = [
  ["dana", "Dana Ito"],
  ["quinn", "Quinn Vale"],
  ["ines", "Ines Moreau"],
  ["sam", "Sam Roth"],
  ["noor", "Noor Haddad"],
  ["vera", "Vera Lindt"],
  ["ada", "Ada Brandt"],
  ["max", "Max Oduya"],
  ["slipway[bot]", "Slipway"],
];

export const DEMO_USERS: User[] = DEMO.map(([login, name], index) => ({
  login,
  name,
  email: `${login.replace("[bot]", "")}@linq.example`,
  id: 1_001 + index,
}));

export function bareRepository(world: World): string {
  return path.join(world.directory, `${world.owner}`, `${world.name}.git`);
}

export function personOf(world: World, login: string): Person {
  const user = world.users.find((u) => u.login === login);
  return { name: user?.name ?? login, email: user?.email ?? `${login}@linq.example` };
}

export function userByMail(world: World, mail: string): User | null {
  return world.users.find((user) => user.email === mail.toLowerCase()) ?? null;
}

type Kept = { deliveries: Record<string, Delivery[]>; nextDelivery: number };
const keptFile = (world: World) => path.join(world.directory, "deliveries.json");

/** What outlives a restart besides the repositories: the last deliveries of each hook. */
export function restore(world: World): void {
  const file = keptFile(world);
  if (!existsSync(file)) return;
  const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
  world.nextDelivery = kept.nextDelivery;
  for (const hook of world.hooks) hook.deliveries = kept.deliveries[hook.url] ?? [];
}

export function keep(world: World): void {
  const deliveries = Object.fromEntries(world.hooks.map((hook) => [hook.url, hook.deliveries.slice(0, 100)]));
  const file = keptFile(world);
  writeFileSync(`${file}.new`, JSON.stringify({ deliveries, nextDelivery: world.nextDelivery } satisfies Kept));
  renameSync(`${file}.new`, file);
}
