import { createHash } from "node:crypto";

/** What a service writes at one moment: chosen by numbers that are the same for the same moment. */
type Writer = (dice: Dice, at: Date) => string;

interface Dice {
  /** A whole number from 0 up to, and without, `below`; each call another one. */
  roll(below: number): number;
}

const WRITERS: Readonly<Record<string, Writer>> = {
  "linq-orchestrator": orchestrator,
  "linq-workcell-manager": workcellManager,
  "linq-scheduler": scheduler,
  "linq-inventory": inventory,
  "linq-data-gateway": dataGateway,
  "linq-web": web,
};

export function serviceLine(service: string, dice: Dice, at: Date): string {
  return (WRITERS[service] ?? plain)(dice, at);
}

/** The same dice for the same words. */
export function diceOf(words: string): Dice {
  const bytes = createHash("sha256").update(words).digest();
  let next = 0;
  return {
    roll(below) {
      const at = (next++ * 2) % 30;
      return bytes.readUInt16BE(at) % below;
    },
  };
}

/** What a container writes before it gives up. */
export function crashLines(service: string, image: string): string[] {
  const version = image.split(":").at(-1) ?? "";
  return [
    `INFO starting ${service} ${version}`,
    "INFO configuration read from /etc/linq/config.yaml (14 keys)",
    "INFO connecting to postgres://linq-db:5432/linq",
    "INFO database is at schema 42",
    "WARN RUN_TIMEOUT_MINUTES is not set, 60 is used",
    "ERROR configuration refused: workers.lanes: 12 is more than the 8 that this licence allows",
    "    at checkLanes (/app/config/check.js:88:11)",
    "    at readConfig (/app/config/read.js:31:5)",
    "    at main (/app/main.js:12:3)",
  ];
}

function pick<T>(dice: Dice, from: readonly [T, ...T[]]): T {
  return from[dice.roll(from.length)] ?? from[0];
}

const STEPS = ["move-plate", "dispense", "incubate", "read-absorbance", "seal", "centrifuge"] as const;
const INSTRUMENTS = ["liquid-handler-1", "incubator-2", "reader-1", "centrifuge-1", "arm-1"] as const;

function orchestrator(dice: Dice): string {
  const run = `run=R-${1000 + dice.roll(60)} step=${1 + dice.roll(12)}`;
  const step = pick(dice, STEPS);
  const luck = dice.roll(100);
  if (luck < 3) return `ERROR ${run} ${step} failed: ${pick(dice, INSTRUMENTS)} did not answer within 30 s`;
  if (luck < 10) return `WARN ${run} ${step} took ${20 + dice.roll(40)} s, ${10 + dice.roll(10)} s were planned`;
  if (luck < 30) return `DEBUG ${run} ${step} waits for ${pick(dice, INSTRUMENTS)}`;
  return `INFO ${run} ${step} ${pick(dice, ["begun", "done", "queued"])} by ${pick(dice, INSTRUMENTS)}`;
}

function workcellManager(dice: Dice, at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())} ${at.toISOString().slice(11, 19)}.${String(dice.roll(10_000)).padStart(6, "0")}`;
  const head = (level: string, file: string) => `${level}${clock}       1 ${file}:${100 + dice.roll(300)}]`;
  const instrument = pick(dice, INSTRUMENTS);
  const luck = dice.roll(100);
  if (luck < 2) return `${head("E", "driver.go")} ${instrument}: position lost, homing is needed`;
  if (luck < 9) return `${head("W", "driver.go")} ${instrument}: retry ${1 + dice.roll(3)} of 3 after timeout`;
  return `${head("I", "workcell.go")} ${instrument}: ${pick(dice, ["idle", "moving to deck 4", "door closed", "temperature 37.0 C"])}`;
}

function scheduler(dice: Dice): string {
  const luck = dice.roll(100);
  if (luck < 2) return "ERROR plan: no lane is free before the deadline of run R-1042";
  if (luck < 8) return `WARN plan: lane ${1 + dice.roll(8)} is ${5 + dice.roll(20)} min late`;
  return `INFO plan: ${2 + dice.roll(6)} runs in ${1 + dice.roll(8)} lanes, makespan ${40 + dice.roll(80)} min, ${3 + dice.roll(30)} ms`;
}

function inventory(dice: Dice, at: Date): string {
  const luck = dice.roll(100);
  const facts = { plate: `PL-${20_000 + dice.roll(900)}`, place: `hotel-${1 + dice.roll(4)}/${1 + dice.roll(20)}` };
  const line = (level: string, msg: string, more: object = {}) =>
    JSON.stringify({ time: at.toISOString(), level, msg, ...facts, ...more });
  if (luck < 2) return line("error", "barcode could not be read", { attempts: 3 });
  if (luck < 8) return line("warn", "reagent is running low", { reagent: "buffer-7", left_ml: dice.roll(40) });
  return line("info", pick(dice, ["plate stored", "plate fetched", "plate counted"]), { ms: 2 + dice.roll(40) });
}

function dataGateway(dice: Dice, at: Date): string {
  const head = `time=${at.toISOString()} level=`;
  const luck = dice.roll(100);
  if (luck < 2) return `${head}error msg="export refused" target=lims status=507 rows=${dice.roll(900)}`;
  if (luck < 9) return `${head}warn msg="export is slow" target=lims took=${3 + dice.roll(9)}.${dice.roll(9)}s`;
  return `${head}info msg="rows exported" target=${pick(dice, ["lims", "warehouse"])} rows=${dice.roll(900)} took=${20 + dice.roll(300)}ms`;
}

function web(dice: Dice, at: Date): string {
  const path = pick(dice, [
    "/api/runs",
    "/api/plates?page=2",
    "/api/instruments",
    "/assets/app.js",
    "/api/runs/R-1042",
  ]);
  const address = `10.42.0.${2 + dice.roll(200)}`;
  const luck = dice.roll(100);
  const day = at.toISOString().slice(0, 19).replace("T", " ").replaceAll("-", "/");
  if (luck < 2)
    return `${day} [error] 7#7: *${dice.roll(9000)} upstream timed out while reading ${path}, client: ${address}`;
  if (luck < 6) return `${day} [warn] 7#7: *${dice.roll(9000)} a response is buffered to a temporary file`;
  return `${address} - - "GET ${path} HTTP/1.1" ${pick(dice, [200, 200, 200, 304, 404])} ${200 + dice.roll(9000)} ${dice.roll(400)}ms`;
}

function plain(dice: Dice): string {
  const luck = dice.roll(100);
  const level = luck < 3 ? "ERROR" : luck < 10 ? "WARN" : "INFO";
  return `${level} task=${1000 + dice.roll(9000)} ${level === "INFO" ? "done" : "late"} after ${5 + dice.roll(900)} ms`;
}
