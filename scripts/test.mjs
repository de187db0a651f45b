#!/usr/bin/env node
import { checkMachine, install } from "./install.mjs";
import { endWith, Sentence, say } from "./say.mjs";

/** Everything that must hold before a change lands. The last line counts: `N passed, N failed`. */
async function main() {
  checkMachine();
  await install();
  // What follows needs the packages.
  const { steps } = await import("./test-steps.mjs");
  const { runSteps } = await import("./run-steps.mjs");
  const { passed, failed } = await runSteps(chosen(steps, process.argv.slice(2)));
  say(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** `--only lint,types` runs these steps alone, for work; what they need must be there already. */
function chosen(steps, args) {
  if (args.length === 0) return steps;
  const [flag, names = ""] = args[0].split("=").concat(args.slice(1));
  const wanted = names.split(",").filter(Boolean);
  const known = steps.map((step) => step.name);
  if (flag !== "--only" || wanted.length === 0 || wanted.some((name) => !known.includes(name)))
    throw new Sentence(`npm test takes nothing, or --only with some of: ${known.join(",")}.`);
  return steps
    .filter((step) => wanted.includes(step.name))
    .map((step) => ({ ...step, after: step.after.filter((name) => wanted.includes(name)) }));
}

main().catch((error) => {
  endWith(error);
  say("\n0 passed, 1 failed");
  process.exit(1);
});
