import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";
import { Sentence, say } from "./say.mjs";

const READY_MS = 60_000;
const STOP_MS = 8_000;
const RESTART_MS = { least: 500, most: 10_000 };
const MOST_LOG = 5_000_000;
// A group of their own keeps a terminal's Ctrl-C from the parts: the start stops them, in order.
const OWN_GROUP = process.platform !== "win32";

/**
 * Starts a program of ours; `ready` settles with its line that begins with `ready`, or with what it said instead. Its
 * output goes to a log file. One that was ready and dies is started again, later each time if it dies soon again.
 */
export function startPart({ name, command, args, env, logDir, ready = /^ready/m, onRestart = () => {} }) {
  const log = openLog(logDir, name);
  const state = { child: null, ready: false, stopping: false, wait: RESTART_MS.least, bornAt: 0 };
  const launch = () => {
    state.bornAt = performance.now();
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: OWN_GROUP,
    });
    state.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => log.stream.write(chunk));
    child.on("exit", (code, signal) => ended(code, signal));
    return child;
  };
  const ended = (code, signal) => {
    if (state.stopping || !state.ready) return;
    const lived = performance.now() - state.bornAt;
    state.wait = lived > 30_000 ? RESTART_MS.least : Math.min(state.wait * 2, RESTART_MS.most);
    say(`  ! ${name} ended (${signal ?? code}) and is started again; its words are in ${log.shown}`);
    setTimeout(() => {
      if (state.stopping) return;
      launch();
      onRestart();
    }, state.wait);
  };
  const first = launch();
  return {
    name,
    ready: readyLine(first, { name, ready, shown: log.shown }).then(() => {
      state.ready = true;
    }),
    pid: () => state.child.pid,
    kill() {
      state.stopping = true;
      signalTo(state.child, "SIGKILL");
    },
    stop() {
      state.stopping = true;
      return stopChild(state.child);
    },
  };
}

function openLog(logDir, name) {
  mkdirSync(logDir, { recursive: true });
  const file = path.join(logDir, `${name}.log`);
  const full = existsSync(file) && statSync(file).size > MOST_LOG;
  return { stream: createWriteStream(file, { flags: full ? "w" : "a" }), shown: shownPath(file) };
}

function shownPath(file) {
  const relative = path.relative(root, file);
  return relative.startsWith("..") ? file : relative;
}

function readyLine(child, { name, ready, shown }) {
  return new Promise((resolve, reject) => {
    let seen = "";
    const timer = setTimeout(
      () => reject(new Sentence(`${name} was not ready within a minute; see ${shown}.`)),
      READY_MS,
    );
    const look = (chunk) => {
      seen = (seen + chunk).slice(-4_000);
      if (!ready.test(seen)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      reject(new Sentence(`${name} did not start:\n${seen.trim()}`));
    });
  });
}

function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => signalTo(child, "SIGKILL"), STOP_MS);
    child.once("exit", () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** To the whole group, since `next dev` has children of its own. */
function signalTo(child, signal) {
  try {
    if (OWN_GROUP) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // it is gone already
  }
}
