import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** A small project with our settings and these files, to see whether a checker finds what is wrong in it. */
export function plant(settings: string[], files: Record<string, string>) {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-planted-"));
  chmodSync(dir, 0o755);
  const ownPackages = Object.keys(files).some((name) => name.startsWith("node_modules/"));
  if (!ownPackages) symlinkSync(path.join(root, "node_modules"), path.join(dir, "node_modules"), "dir");
  for (const name of settings) copyFileSync(path.join(root, name), path.join(dir, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return {
    dir,
    /** Runs one of the installed checkers there. */
    run(script: string, args: string[]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, script), ...args], {
        cwd: dir,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
        timeout: 60_000,
      });
      return { status, output: stdout + stderr };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
