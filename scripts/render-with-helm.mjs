import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./install.mjs";

const KEPT = path.join(root, "simulator/argocd/rendered-by-helm");

/** What real Helm made of the shipped charts for each environment, and the hash of the charts that it read. */
export function renderWithHelm(helm) {
  const copy = mkdtempSync(path.join(os.tmpdir(), "rendered-by-helm-"));
  try {
    for (const part of ["helm-charts", "environments"])
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    const umbrella = path.join(copy, "helm-charts/linq-platform");
    const run = (...args) => execFileSync(helm, args, { cwd: umbrella, encoding: "utf8" });
    run("dependency", "build");
    run("lint", ".");
    mkdirSync(KEPT, { recursive: true });
    for (const environment of environments()) {
      const values = `../../environments/${environment}/values.yaml`;
      const text = run("template", ".", "--name-template", "linq", "--namespace", environment, "--values", values);
      writeFileSync(path.join(KEPT, `${environment}.yaml`), text);
    }
    writeFileSync(path.join(KEPT, "charts.sha256"), `${chartsHash()}\n`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Changes with every edit of a chart: then what is kept of Helm's rendering must be made anew. */
export function chartsHash() {
  const folder = path.join(root, "helm-charts");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[\\/]charts$/.test(entry.parentPath) && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(path.relative(folder, file).replaceAll(path.sep, "/"))
      .update(readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  return hash.digest("hex");
}

function environments() {
  const folders = readdirSync(path.join(root, "environments"), { withFileTypes: true });
  return folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

if (process.argv[1] === import.meta.filename) renderWithHelm(process.argv[2] ?? "helm");
