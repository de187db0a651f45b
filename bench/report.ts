import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { total } from "./argocd-requests";
import type { FreshClone } from "./fresh-clone";
import type { Measured } from "./measure";

export type Results = {
  at: string;
  machine: { cores: number; memoryGb: number; node: string };
  quick: boolean;
  sizes: Measured[];
  clone: FreshClone | null;
};

const RESULTS = path.resolve(import.meta.dirname, "results");
const PAGE = path.resolve(import.meta.dirname, "../docs/performance.md");
const MARKS = /(<!-- bench: begin -->\n)[\s\S]*(<!-- bench: end -->)/;

export function machine(): Results["machine"] {
  return { cores: os.cpus().length, memoryGb: Math.round(os.totalmem() / 2 ** 30), node: process.versions.node };
}

/** Keeps the whole run as JSON and gives the file's place. */
export function keep(results: Results): string {
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${results.at.replace(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return path.relative(process.cwd(), file);
}

/** Puts the tables where docs/performance.md has its marks. */
export function publish(results: Results): void {
  const before = readFileSync(PAGE, "utf8");
  if (!MARKS.test(before)) throw new Error("docs/performance.md has no marks to write the tables between.");
  writeFileSync(
    PAGE,
    before.replace(MARKS, (_all, begin, end) => `${begin}\n${tables(results)}\n${end}`),
  );
}

/** The run as markdown. */
export function tables({ at, machine: m, quick, sizes, clone }: Results): string {
  return [
    `Measured ${at.slice(0, 10)} on ${m.cores} cores, ${m.memoryGb} GB, Node ${m.node}${quick ? " (quick run)" : ""}.`,
    `**Event to pixel** (ms)\n\n${eventToPixel(sizes)}`,
    `**First screen**\n\n${firstScreens(sizes)}`,
    `**Requests reaching Argo CD**\n\n${requests(sizes)}`,
    `**Resource graph**\n\n${graphs(sizes)}`,
    `**Taking in the fleet**\n\n${takingIn(sizes)}`,
    ...(clone
      ? [
          `**Fresh clone to a signed-in overview**: ${Math.round(clone.signedInS)} s (open after ${Math.round(clone.openS)} s).`,
        ]
      : []),
  ].join("\n\n");
}

function eventToPixel(sizes: Measured[]): string {
  const rows = sizes.flatMap(({ applications, viewed }) =>
    viewed.map(({ viewers, eventToPixel: e, sent }) => [
      count(applications),
      count(viewers),
      ms(e.median),
      ms(e.p99),
      ms(e.most),
      `${e.samples}${e.lost > 0 ? `, ${e.lost} lost` : ""}`,
      sent ? `${sent.fewest} to ${sent.most}` : "",
    ]),
  );
  return table(["applications", "viewers", "median", "p99", "most", "changes", "sent to each viewer"], rows);
}

function firstScreens(sizes: Measured[]): string {
  const rows = sizes.map(({ applications, firstScreen: f }) => [
    count(applications),
    kb(f.htmlBytes),
    kb(f.apiBytes),
    ms(f.serverMs.firstByte),
    `${ms(f.serverMs.whole)} (p99 ${ms(f.serverMs.wholeP99)})`,
    ms(f.serverMs.api),
    ms(f.contentMs),
    ms(f.liveMs),
    kb(f.scriptBytes),
  ]);
  const heads = [
    "applications",
    "HTML kB",
    "API kB",
    "first byte ms",
    "whole HTML ms",
    "whole API ms",
    "content ms",
    "live ms",
    "JavaScript gzip kB",
  ];
  return table(heads, rows);
}

function requests(sizes: Measured[]): string {
  const rows = sizes.flatMap(({ applications, viewed }) =>
    viewed.map(({ viewers, whileChanging, whileLooking, eventToPixel: e }) => [
      count(applications),
      count(viewers),
      count(e.samples + e.lost),
      count(total(whileChanging)),
      count(total(whileLooking)),
    ]),
  );
  return table(["applications", "viewers", "changes", "requests meanwhile", "requests while all look"], rows);
}

function graphs(sizes: Measured[]): string {
  const rows = sizes.map(({ applications, graph: g }) => [
    count(applications),
    count(g.resources),
    ms(g.contentMs),
    `${ms(g.frameMs.median)} (p99 ${ms(g.frameMs.p99)})`,
    ms(g.longestTaskMs),
  ]);
  return table(["applications", "resources drawn", "painted ms", "frame while moved ms", "longest task ms"], rows);
}

function takingIn(sizes: Measured[]): string {
  const rows = sizes.map(({ applications, takenInS, memoryMb }) => [
    count(applications),
    takenInS.toFixed(1),
    count(Math.round(memoryMb.worker)),
    count(Math.round(memoryMb.web)),
  ]);
  return table(["applications", "seconds from the worker's start", "worker MB", "web MB"], rows);
}

function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

const count = (value: number) => value.toLocaleString("en-GB");
const ms = (value: number) => (Number.isFinite(value) ? String(Math.round(value)) : "none");
const kb = (value: number) => (value / 1000).toFixed(1);
