import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";
import { Sentence, say } from "./say.mjs";

const READY_MS = 60_000;
const RESTART_MS = 500;

/** Starts a program of ours and waits for its line that begins with `ready`. Its output goes to a log file. */
export async function startPart({ name, command, args, env, logDir, restart = false, ready = /^ready/m }) {
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, `${name}.log`);
  const log = createWriteStream(logFile, { flags: "a" });
  let stopping = false;
  let child = launch();
  await waitReady(child);

  function launch() {
    const started = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    started.on("exit", (code, signal) => {
      if (stopping) return;
      say(
        `  ! ${name} ended (${signal ?? code})${restart ? "; it is started again" : `; see ${path.relative(root, logFile)}`}`,
      );
      if (restart)
        setTimeout(() => {
          if (!stopping) child = launch();
        }, RESTART_MS);
    });
    return started;
  }

  function waitReady(started) {
    return new Promise((resolve, reject) => {
      let seen = "";
      const timer = setTimeout(
        () => reject(new Sentence(`${name} was not ready within a minute; see ${path.relative(root, logFile)}.`)),
        READY_MS,
      );
      const look = (chunk) => {
        seen = (seen + chunk).slice(-4000);
        if (!ready.test(seen)) return;
        clearTimeout(timer);
        resolve();
      };
      started.stdout.on("data", look);
      started.stderr.on("data", look);
      started.on("exit", () => {
        clearTimeout(timer);
        reject(new Sentence(`${name} did not start:\n${seen.trim()}`));
      });
    });
  }

  return {
    name,
    pid: () => child.pid,
    stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        const kill = setTimeout(() => child.kill("SIGKILL"), 8_000);
        child.once("exit", () => {
          clearTimeout(kill);
          resolve();
        });
        child.kill("SIGTERM");
      });
    },
  };
}
