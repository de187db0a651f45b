import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { approvePolicy } from "../scripts/approve-policy.mjs";
import { claimFleet, FLEET_ENVIRONMENTS } from "../scripts/fleet-policy.mjs";
import { freePort } from "../scripts/ports.mjs";
import { ask, signIn } from "./session";
import { type Product, startProduct } from "./start-product";

const PATIENCE_MS = 300_000;

export type Template = { copy(): string; remove(): void };

/** The demo with its history and a policy that claims the fleet, stopped: each size begins from a copy of it. */
export async function makeTemplate(): Promise<Template> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const template = path.join(dir, "template");
  await choosePorts(template);
  const product = await startProduct(template, 0);
  try {
    if (await claimFleet(product.addresses.cloneUrl)) await approvePolicy(product.addresses.web);
    const cookie = await signIn(product.addresses.web);
    await untilTotals(product, cookie, (totals) => totals.environments > FLEET_ENVIRONMENTS);
  } finally {
    await product.stop();
  }
  let copies = 0;
  return {
    copy() {
      const target = path.join(dir, `data-${copies++}`);
      execFileSync("cp", ["-R", "-p", template, target]); // keeps the owner of the database's files
      return target;
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Ports far from those of a demo, which might begin meanwhile: the demo's repository holds its own address. */
async function choosePorts(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    path.join(dataDir, "ports.json"),
    JSON.stringify({ git: await freePort(0), argocd: await freePort(0) }),
  );
}

/** Waits until every application of the fleet stands in the overview; gives the seconds since the worker's start. */
export async function untilTakenIn(product: Product, cookie: string, applications: number): Promise<number> {
  await untilTotals(product, cookie, (totals) => totals.applications >= applications);
  return (performance.now() - product.workerStartedMs) / 1000;
}

type Totals = { environments: number; applications: number };

async function untilTotals(product: Product, cookie: string, enough: (totals: Totals) => boolean): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const { status, body } = await ask(`${product.addresses.web}/api/overview`, { headers: { cookie } });
    if (status === 200 && enough((JSON.parse(body.toString()) as { totals: Totals }).totals)) return;
    await pause(100);
  }
  throw new Error("The fleet was not taken in within five minutes.");
}
