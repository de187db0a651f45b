import { rmSync } from "node:fs";
import { boundsOf } from "./bounds";
import { openBrowser } from "./browser";
import { makeTemplate } from "./fleet";
import { freshClone } from "./fresh-clone";
import { type Effort, type Measured, measure } from "./measure";
import { benchOptions, type Options, USAGE } from "./options";
import { keep, machine, publish, type Results, tables } from "./report";
import { startProduct } from "./start-product";

const FULL: Effort = { samples: 200, requests: 40, loads: 5, lookMs: 8_000 };
const QUICK: Effort = { samples: 80, requests: 15, loads: 2, lookMs: 4_000 };

async function main(): Promise<void> {
  const options = readOptions();
  const at = new Date().toISOString();
  const sizes = await measureAll(options);
  const clone = options.clone ? await saying("a fresh clone, started and signed in to", freshClone) : null;
  const results: Results = { at, machine: machine(), quick: options.quick, sizes, clone };
  say(`\n${tables(results)}\n`);
  const bounds = boundsOf(results);
  for (const { what, holds, measured } of bounds) say(`${holds ? "✓" : "✗"} ${what}: ${measured}`);
  say(`\nkept in ${keep(results)}`);
  if (options.publish) publish(results);
  if (bounds.some((bound) => !bound.holds)) process.exitCode = 1;
}

function readOptions(): Options {
  try {
    return benchOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "Unknown options."}\n\n${USAGE}\n`);
    process.exit(2);
  }
}

async function measureAll(options: Options): Promise<Measured[]> {
  const template = await saying("a demo with a policy for the fleet", makeTemplate);
  const browser = await openBrowser();
  const measured: Measured[] = [];
  try {
    for (const applications of options.applications)
      measured.push(
        await saying(`${applications} applications`, async () => {
          const dataDir = template.copy();
          const product = await startProduct(dataDir, applications);
          try {
            return await measure(
              product,
              browser,
              { applications, viewers: options.viewers },
              options.quick ? QUICK : FULL,
            );
          } finally {
            await product.stop();
            rmSync(dataDir, { recursive: true, force: true });
          }
        }),
      );
    return measured;
  } finally {
    await browser.close();
    template.remove();
  }
}

async function saying<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begunMs = performance.now();
  say(`… ${what}`);
  const result = await work();
  say(`✓ ${what} (${Math.round((performance.now() - begunMs) / 1000)} s)`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
