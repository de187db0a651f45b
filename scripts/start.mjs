#!/usr/bin/env node
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkMachine, install, root } from "./install.mjs";
import { startOptions } from "./options.mjs";
import { endWith, Sentence, say } from "./say.mjs";

/** Starts everything, in order, one line a part; stops everything on Ctrl-C. */
async function main() {
  checkMachine();
  const options = startOptions(process.argv.slice(2));
  const dataDir = path.resolve(root, options.data);
  say("Slipway");
  await install();
  // What follows needs the packages.
  const { onlyOne } = await import("./only-one.mjs");
  const { launch } = await import("./launch.mjs");
  const release = onlyOne(dataDir);
  if (options.reset) reset(dataDir);
  const stop = stopper(release);
  try {
    if (!options.dev) await (await import("./build.mjs")).build();
    else await (await import("./build.mjs")).generateClient();
    const addresses = await launch({ options, dataDir, parts: stop.parts });
    writeFileSync(path.join(dataDir, "addresses.json"), JSON.stringify(addresses));
    welcome(addresses);
  } catch (error) {
    await stop.all();
    throw error;
  }
}

function reset(dataDir) {
  for (const name of ["pgdata", "git-host", "argocd", "ports.json", "passwords.json", "addresses.json", "logs"])
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  say("  ✓ began anew");
}

/** Parts stop in the opposite order of their start; a second Ctrl-C does not wait. */
function stopper(release) {
  const parts = [];
  let stopping = false;
  const all = async () => {
    for (const part of [...parts].reverse()) await part.stop();
    release();
  };
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, async () => {
      if (stopping) process.exit(1);
      stopping = true;
      say("\nstopping");
      await all();
      process.exit(0);
    });
  return { parts, all };
}

function welcome({ web, cloneUrl, argocd, git }) {
  say(`\n  Open          ${web}`);
  if (!cloneUrl) return;
  say(`  Argo CD       ${argocd}/simulator  (simulated)`);
  say(`  Git host      ${git}  (simulated)`);
  say("\n  Try");
  say(`    git clone ${cloneUrl} && cd gitops`);
  say("    change a tag in environments/dev-env-1/values.yaml, commit, push, and watch dev-env-1 move");
  say("    push a tag that ends in -crash, such as 2.6.0-crash, and see which pod fails and what still serves");
  say("\n  Ctrl-C stops everything; the next start keeps what is in .data.");
}

main().catch((error) => {
  endWith(error instanceof Sentence ? error : error);
  process.exit(1);
});
