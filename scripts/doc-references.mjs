#!/usr/bin/env node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const SKIPPED = new Set(["node_modules", ".git", ".next", "dist", ".data", "recordings", "test-results"]);
const ROOMS =
  "app|components|lib|simulator|scripts|conformance|prisma|environments|argocd-apps|helm-charts|e2e|bench|docs|public";
const NAMED = new RegExp(String.raw`^(?:\./)?(?:${ROOMS}|\.ci)/[\w@()[\].{}*/-]*$`);
const ADDRESS = /^(?:[a-z][a-z+.-]*:|#|\/)/i;

/** The paths of this repository that a document names: links, and code in backticks that begins with one of our rooms. */
export function pathsNamedIn(text, file) {
  const beside = (target) => path.posix.join(path.posix.dirname(file), target);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? "").split("#")[0])
    .filter((target) => target && !ADDRESS.test(target))
    .map(beside);
  const codes = [...text.matchAll(/`([^`\n]+)`/g)]
    .map((match) => (match[1] ?? "").replace(/:\d+$/, ""))
    .filter((code) => NAMED.test(code) && !/[*{}]|\.\.\./.test(code));
  return [...new Set([...links, ...codes])];
}

/** Every path that a document names and nobody finds, as `document: path`. */
export function missingPaths(root) {
  return documents(root, "").flatMap((file) =>
    pathsNamedIn(readFileSync(path.join(root, file), "utf8"), file)
      .filter(
        (named) => !existsSync(path.join(root, named)) && !existsSync(path.join(root, path.posix.dirname(file), named)),
      )
      .map((named) => `${file}: ${named}`),
  );
}

function documents(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return documents(root, file);
    return entry.name.endsWith(".md") && entry.name !== "CHANGELOG.md" ? [file] : [];
  });
}

if (process.argv[1] === import.meta.filename) {
  const missing = missingPaths(process.argv[2] ?? path.resolve(import.meta.dirname, ".."));
  for (const line of missing) console.error(line);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
