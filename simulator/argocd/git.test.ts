import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Mirror } from "./git";
import { TestRepository } from "./test-repository";

let directory: string;
let repository: TestRepository;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "argocd-git-"));
  repository = await TestRepository.create();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await repository.remove();
  await rm(directory, { recursive: true, force: true });
});

it("reads a fleet's many files with one git process, each as it was written", async () => {
  const fleet = Array.from({ length: 600 }, (_, n) => [
    `environments/fleet-01/service-${n}.yaml`,
    `image:\n  tag: "1.0.${n}"\n`,
  ]);
  const files = {
    ...Object.fromEntries(fleet),
    "environments/fleet-01/empty.yaml": "",
    "environments/fleet-01/open.yaml": "name: ü and no line break at the end",
  };
  const sha = await repository.commit(files, "Grow");
  const mirror = new Mirror(path.join(directory, "data"), repository.directory);
  await mirror.open();
  const trace = path.join(directory, "trace");
  vi.stubEnv("GIT_TRACE", trace);
  expect(await mirror.fetch()).toBe(true);
  vi.unstubAllEnvs();
  expect(mirror.files(sha)).toMatchObject(files);
  expect((await readFile(trace, "utf8")).match(/built-in: git cat-file/g)).toHaveLength(1);
});
