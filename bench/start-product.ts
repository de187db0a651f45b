import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Addresses, addressesIn } from "../e2e/product";

const ROOT = path.resolve(import.meta.dirname, "..");
const READY_MS = 300_000;
const STOP_MS = 30_000;
/** Settings of the person's own shell would turn the demo into something else. */
const OUTSIDE = /^(DATABASE_|ARGOCD_|GITHUB_|GITOPS_|OIDC_|NEXTAUTH_|SLIPWAY_)/;

export type Product = {
  addresses: Addresses;
  /** When the worker began, on `performance`'s clock. */
  workerStartedMs: number;
  stop(): Promise<void>;
};

type Place = { root?: string; dataDir: string; command: string; args: string[] };

/** `npm start` with a fleet, on data of its own and free ports, in this folder. */
export function startProduct(dataDir: string, applications: number): Promise<Product> {
  const args = ["scripts/start.mjs", "--data", dataDir, "--port", "0", "--applications", String(applications)];
  return start({ dataDir, command: process.execPath, args });
}

/** Starts it and waits until it says that it is open. Rejects with its output when it ends before. */
export async function start({ root = ROOT, dataDir, command, args }: Place): Promise<Product> {
  const outside = Object.keys(process.env).filter((name) => OUTSIDE.test(name));
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...Object.fromEntries(outside.map((name) => [name, undefined])) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  let workerStartedMs = Number.NaN;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The product was not ready in time:\n${output}`)), READY_MS);
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      // The part before the worker has just become ready: from here on the worker runs.
      if (Number.isNaN(workerStartedMs) && output.includes("✓ Argo CD")) workerStartedMs = performance.now();
      if (!/^\s*Open\s+http/m.test(output) || !existsSync(path.join(dataDir, "addresses.json"))) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("exit", () => reject(new Error(`The product did not start:\n${output}`)));
  });
  return {
    addresses: addressesIn(dataDir),
    workerStartedMs,
    async stop() {
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}
