#!/usr/bin/env node
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkMachine, install, root } from "./install.mjs";
import { startOptions } from "./options.mjs";
import { usesRealServices } from "./real-services.mjs";
import { endWith, say } from "./say.mjs";

const MADE_HERE = ["pgdata", "git-host", "argocd", "logs", "seed", "anchors"].concat(
  ["ports", "passwords", "secrets", "addresses", "parts", "history"].map((name) => `${name}.json`),
);

/** Starts everything, in order, one line a part; stops everything on Ctrl-C. */
async function main() {
  checkMachine();
  const options = startOptions(process.argv.slice(2));
  const real = usesRealServices(process.env);
  const dataDir = path.resolve(root, options.data);
  say("Slipway");
  await install();
  // What follows needs the packages.
  const { onlyOne } = await import("./only-one.mjs");
  const { endLeftovers } = await import("./leftovers.mjs");
  const { build, generateClient } = await import("./build.mjs");
  const { launch } = await import("./launch.mjs");
  const release = onlyOne(dataDir);
  const { parts, isStopping } = stopOnSignals(release);
  try {
    const left = await endLeftovers(dataDir);
    if (left > 0) say(`  · ended ${left} parts that an earlier start left behind`);
    if (options.reset || halfMade(dataDir)) await reset(dataDir);
    await (options.dev ? generateClient() : build());
    welcome(await launch({ options, real, dataDir, parts, onChange: (addresses) => publish(dataDir, addresses) }));
  } catch (error) {
    if (isStopping()) return; // a part that was stopped while it started
    await stopAll(parts);
    release();
    throw error;
  }
}

/** A first start that was interrupted while the demo's three weeks went by: half a history cannot be gone on with. */
function halfMade(dataDir) {
  return existsSync(path.join(dataDir, "seed")) && !existsSync(path.join(dataDir, "history.json"));
}

/** Begins anew. Only what a start makes is removed: the folder may be any that somebody named. */
async function reset(dataDir) {
  const { stopLeftServer } = await import("./embedded-db.mjs");
  await stopLeftServer(dataDir);
  for (const name of MADE_HERE) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  say("  ✓ began anew");
}

/** For programs: where everything answers. Renamed into place, so that nobody reads half of it. */
function publish(dataDir, addresses) {
  const file = path.join(dataDir, "addresses.json");
  writeFileSync(`${file}.new`, JSON.stringify(addresses));
  renameSync(`${file}.new`, file);
}

/** Parts stop in the opposite order of their start; a second Ctrl-C does not wait. */
function stopOnSignals(release) {
  const parts = [];
  let stopping = false;
  const end = async () => {
    if (stopping) {
      for (const part of parts) part.kill?.();
      process.exit(1);
    }
    stopping = true;
    say("\nstopping");
    await stopAll(parts);
    release();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());
  return { parts, isStopping: () => stopping };
}

async function stopAll(parts) {
  for (const part of parts.toReversed()) await part.stop();
}

function welcome({ web, cloneUrl, argocd, git, firstAdminCode }) {
  say(`\n  Open          ${web}`);
  if (firstAdminCode)
    say(`  First sign-in ${firstAdminCode}  (while no pipeline.yaml says who may sign in; made anew at each start)`);
  if (!cloneUrl) return;
  say(`  Argo CD       ${argocd}/simulator  (simulated)`);
  say(`  Git host      ${git}  (simulated)`);
  say("\n  Try");
  say("    open the first address and pick a person");
  say(`    git clone ${cloneUrl} && cd gitops`);
  say("    change a tag in environments/dev-env-1/values.yaml, commit, push, and watch dev-env-1 move");
  say("    push a tag that ends in -crash, such as 2.6.0-crash, and see which pod fails and what still serves");
  say("\n  Ctrl-C stops everything; the next start keeps the data.");
}

main().catch((error) => {
  endWith(error);
  process.exit(1);
});
