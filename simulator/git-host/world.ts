import type { ChildProcess } from "node:child_process";
import path from "node:path";
import type { Clock } from "./clock";
import type { Person } from "./git";

export type User = { login: string; name: string; email: string; id: number };

export type Delivery = {
  id: number;
  guid: string;
  deliveredAt: string;
  seconds: number;
  statusCode: number;
  event: string;
  body: string;
  answer: string;
  redelivery: boolean;
};
export type Hook = { id: number; url: string; secret: string; deliveries: Delivery[] };

export type Permission = "read" | "write" | "admin";

/** What a token stands for; an installation's token ends, a person's does not. */
export type Grant = { login: string; may: Permission; endsAt: number | null; scopes?: string[] };

export type Team = { id: number; slug: string; members: string[] };
export type Organisation = { id: number; login: string; members: string[]; teams: Team[] };

/** An app that people sign in to with this host; `callback` is where it may send them back, or below. */
export type OAuthApp = { clientId: string; clientSecret: string; callback: string };
type Code = { login: string; scopes: string[]; redirectUri: string | null; until: number };

/** A GitHub App that is installed on the repository; it proves itself with a JWT signed by its private key. */
export type App = { id: number; slug: string; publicKey: string; installationId: number; login: string };

export type Rate = { hour: number; used: number };

export type World = {
  directory: string;
  owner: string;
  name: string;
  description: string;
  visibility: "public" | "private";
  url: string;
  users: User[];
  tokens: Map<string, Grant>;
  app: App | null;
  organisations: Organisation[];
  oauth: OAuthApp | null;
  codes: Map<string, Code>;
  /** Git from this machine needs no password. */
  trustLoopback: boolean;
  rateLimit: number;
  rates: Map<string, Rate>;
  hooks: Hook[];
  nextDelivery: number;
  /** When a hook that did not answer is tried again: pauses in milliseconds. */
  retryAfterMs: number[];
  pending: Set<Promise<unknown>>;
  running: Set<ChildProcess>;
  stop: AbortController;
  /** Once there is a commit there always is one: the default branch cannot be deleted. */
  hasCommits: boolean;
  clock: Clock;
  log: (message: string) => void;
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
  return path.resolve(world.directory, world.owner, `${world.name}.git`);
}

export function personOf(world: World, login: string): Person {
  const user = world.users.find((u) => u.login === login);
  return { name: user?.name ?? login, email: user?.email ?? `${login}@linq.example` };
}

export function userByMail(world: World, mail: string): User | null {
  return world.users.find((user) => user.email === mail.toLowerCase()) ?? null;
}
