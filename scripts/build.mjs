import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, run } from "./install.mjs";
import { saying } from "./say.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "simulator",
  "prisma",
  "public",
  "package-lock.json",
  "next.config.js",
  "proxy.ts",
  "instrumentation.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];
const SKIPPED = new Set(["generated", "node_modules"]);
const stamp = path.join(root, "dist/.stamp");

const BUNDLES = [
  ["lib/worker/main.ts", "worker"],
  ["simulator/git-host/main.ts", "git-host"],
  ["simulator/argocd/main.ts", "argocd"],
];

/** Makes the database client; quick, and needed by everything that reads types. */
export async function generateClient() {
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  });
}

/** The bundles of the worker and the simulators. */
export async function bundle() {
  const { build } = await import("esbuild");
  await Promise.all(
    BUNDLES.filter(([entry]) => existsSync(path.join(root, entry))).map(([entry, name]) =>
      build({
        entryPoints: [path.join(root, entry)],
        outfile: path.join(root, "dist", `${name}.mjs`),
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        packages: "external",
        logLevel: "error",
        sourcemap: "inline",
      }),
    ),
  );
}

/** Builds what runs, unless exactly these sources are built already. */
export async function build() {
  const hash = sourcesHash();
  if (existsSync(stamp) && existsSync(path.join(root, ".next/BUILD_ID")) && readFileSync(stamp, "utf8") === hash)
    return;
  await saying("building", async () => {
    await generateClient();
    await bundle();
    await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      env: { NEXT_TELEMETRY_DISABLED: "1" },
    });
  });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function sourcesHash() {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of SOURCES) addTo(hash, path.join(root, source));
  return hash.digest("hex");
}

function addTo(hash, file) {
  if (!existsSync(file)) return;
  if (!statSync(file).isDirectory()) {
    hash.update(path.relative(root, file)).update(readFileSync(file));
    return;
  }
  for (const name of readdirSync(file).sort()) if (!SKIPPED.has(name)) addTo(hash, path.join(file, name));
}

if (process.argv[1] === import.meta.filename)
  await build().catch((error) => {
    process.stderr.write(`${error.output ?? error.stack}\n`);
    process.exitCode = 1;
  });
