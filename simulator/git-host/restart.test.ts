import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { base64, type Receiver, runGit, startReceiver } from "./git-host.test-support";

const TOKEN = "given-by-environment";
let directory: string;
let receiver: Receiver;
let child: ChildProcess;
let url: string;

/** The program as the demo starts it, told everything by its environment. */
async function start(): Promise<void> {
  child = spawn(process.execPath, ["--import", "tsx", "simulator/git-host/main.ts"], {
    env: {
      ...process.env,
      GIT_HOST_PORT: url === undefined ? "0" : new URL(url).port,
      GIT_HOST_DATA: path.join(directory, "data"),
      GIT_HOST_SEED: path.join(directory, "seed"),
      GIT_HOST_TOKENS: `${TOKEN}=slipway[bot]`,
      GIT_HOST_WEBHOOKS: `${receiver.url}|agreed`,
      GIT_HOST_START_AT: "2026-03-01T10:00:00Z",
      GIT_DIR: "/nowhere",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /^ready (\S+)\n/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
}

function stop(): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return ended;
}

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "git-host-main-"));
  const manifests = path.join(directory, "seed", "argocd-apps");
  mkdirSync(manifests, { recursive: true });
  writeFileSync(path.join(manifests, "app.yaml"), "repoURL: https://git.linq.example/linq/gitops.git\n");
  receiver = await startReceiver();
  await start();
});

afterAll(async () => {
  await stop();
  await receiver.close();
  rmSync(directory, { recursive: true, force: true });
});

const ask = (place: string, init: RequestInit = {}) =>
  fetch(`${url}${place}`, { ...init, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } });
const contents = (file: string) => `/api/v3/repos/linq/gitops/contents/${file}`;

describe("the program", () => {
  it("is set up by its environment: seed with its own address, token, clock, webhook", async () => {
    const raw = await ask(contents("argocd-apps/app.yaml"), { headers: { accept: "application/vnd.github.raw" } });
    expect(await raw.text()).toBe(`repoURL: ${url}/linq/gitops.git\n`);
    const made = await ask(contents("new.yaml"), {
      method: "PUT",
      body: JSON.stringify({ message: "m", content: base64("x") }),
    });
    expect(await made.json()).toMatchObject({
      commit: { author: { name: "Slipway", date: expect.stringMatching(/^2026-03-01T10:/) } },
    });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 10_000 });
  });

  it("moves its clock forward, never back, and only for who means it", async () => {
    const move = (advanceTo: string, headers = { "x-simulator": "1" }) =>
      fetch(`${url}/simulator/clock`, { method: "POST", body: JSON.stringify({ advanceTo }), headers });
    expect((await move("2026-05-01T00:00:00Z", { "x-simulator": "0" })).status).toBe(400);
    expect((await move("soon")).status).toBe(400);
    expect(await (await move("2026-05-01T00:00:00Z")).json()).toMatchObject({
      now: expect.stringMatching(/^2026-05-01/),
    });
    expect(await (await move("2026-01-01T00:00:00Z")).json()).toMatchObject({
      now: expect.stringMatching(/^2026-05-01/),
    });
  });

  it("keeps repository, deliveries and clock over a restart, ends with 0, and begins nothing anew", async () => {
    const head = await runGit(directory, "ls-remote", `${url}/linq/gitops.git`, "main");
    expect(await stop()).toBe(0);
    await start();
    expect(await runGit(directory, "ls-remote", `${url}/linq/gitops.git`, "main")).toBe(head);
    expect(await (await ask("/api/v3/repos/linq/gitops/hooks/1/deliveries")).json()).toMatchObject([
      { event: "push", status: "OK" },
    ]);
    expect(await (await fetch(`${url}/simulator/clock`)).json()).toMatchObject({
      now: expect.stringMatching(/^2026-05-01/),
    });
    await ask(contents("more.yaml"), { method: "PUT", body: JSON.stringify({ message: "m", content: base64("x") }) });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), { timeout: 10_000 });
    expect(await (await ask("/api/v3/repos/linq/gitops/hooks/1/deliveries")).json()).toMatchObject([
      { id: 2 },
      { id: 1 },
    ]);
  });
});
