import { spawn } from "node:child_process";
import { root } from "./install.mjs";
import { say } from "./say.mjs";

const AT_ONCE = 2;
const STILL_MS = 15_000;
const MOST_OUTPUT = 200_000;
const SHOWN_LINES = 150;

/**
 * Runs steps two at a time, each after those that it names; a step whose forerunner failed is failed without a try.
 * Each says one line, and its output when it failed. Gives the counts: a step counts as one, unless it counts itself.
 */
export async function runSteps(steps, { print = say } = {}) {
  const results = new Map();
  const running = new Map();
  const waiting = [...steps];
  while (waiting.length > 0 || running.size > 0) {
    for (const step of ready(waiting, results, running)) {
      waiting.splice(waiting.indexOf(step), 1);
      running.set(
        step.name,
        runStep(step, results, print).then((result) => {
          results.set(step.name, result);
          running.delete(step.name);
        }),
      );
    }
    await Promise.race(running.values());
  }
  const sum = (key) => [...results.values()].reduce((total, result) => total + result[key], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

function ready(waiting, results, running) {
  const free = waiting.filter((step) => step.after.every((name) => results.has(name)));
  if (free.length === 0 && running.size === 0)
    throw new Error(`these steps wait for what never comes: ${waiting.map((step) => step.name).join(", ")}`);
  return free.slice(0, AT_ONCE - running.size);
}

async function runStep(step, results, print) {
  const broken = step.after.find((name) => results.get(name).failed > 0 && step.needs?.includes(name));
  if (broken) {
    print(`  ✗ ${step.what}: not tried, since ${broken} failed`);
    return { passed: 0, failed: 1 };
  }
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const still = setInterval(() => print(`  … ${step.what}, ${Math.round(Number(seconds()))} s`), STILL_MS);
  const result = await Promise.resolve()
    .then(() => step.run())
    .catch((error) => ({ passed: 0, failed: 1, output: error?.output ?? error?.message ?? String(error) }));
  clearInterval(still);
  const count = result.passed + result.failed > 1 ? `: ${result.passed} passed, ${result.failed} failed` : "";
  print(`  ${result.failed === 0 ? "✓" : "✗"} ${step.what}${count} (${seconds()} s)`);
  if (result.failed > 0) print(indented(result.output ?? ""));
  return result;
}

function indented(output) {
  const lines = output.trimEnd().split("\n");
  const left = lines.length - SHOWN_LINES;
  const shown = left > 0 ? [`(${left} lines before these)`, ...lines.slice(-SHOWN_LINES)] : lines;
  return shown.map((line) => `      ${line}`).join("\n");
}

const children = new Set();
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    setTimeout(() => process.exit(1), 3_000).unref();
  });

/** Runs one of the installed tools to its end: its exit code and everything it wrote. */
export function tool(script, args, { env = {}, cwd = root, timeoutMs = 900_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, CHECKPOINT_DISABLE: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
    });
    children.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-MOST_OUTPUT);
      });
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** A tool that passes or fails as a whole. */
export async function check(script, args, options) {
  const { code, output } = await tool(script, args, options);
  return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}
