import { parseArgs } from "node:util";

export type Options = {
  applications: number[];
  viewers: number[];
  quick: boolean;
  clone: boolean;
  publish: boolean;
};

export const USAGE = `npm run bench -- [options]
  --applications 3,80,2000,8000   sizes of the fleet; 3 is the demo without one
  --viewers 1,200                 open browsers, one of them a real Chromium
  --quick                         fewer samples and sizes, no fresh clone: under three minutes
  --no-clone                      leaves out the fresh clone
  --publish                       puts the tables into docs/performance.md`;

/** The benchmark's options; throws with a sentence for what is not one. */
export function benchOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      applications: { type: "string" },
      viewers: { type: "string" },
      quick: { type: "boolean", default: false },
      clone: { type: "boolean" },
      publish: { type: "boolean", default: false },
    },
  });
  const { quick, publish } = values;
  return {
    applications: numbers("--applications", values.applications ?? (quick ? "80,2000" : "3,80,2000,8000"), 3, 20_000),
    viewers: numbers("--viewers", values.viewers ?? "1,200", 1, 2_000),
    quick,
    clone: values.clone ?? !quick,
    publish,
  };
}

function numbers(name: string, text: string, least: number, most: number): number[] {
  const found = text.split(",").map(Number);
  if (found.some((n) => !Number.isInteger(n) || n < least || n > most))
    throw new Error(`${name} takes whole numbers from ${least} to ${most}, with commas between.`);
  return found;
}
