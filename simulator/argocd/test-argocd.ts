import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { type ArgoCd, type ArgoCdOptions, startArgoCd } from "./server";
import { TestRepository } from "./test-repository";
import type { Application } from "./wire";

export const START = new Date("2026-11-24T02:00:00Z");
export const DEV = "dev-env-1-linq-platform";
export const PRODUCTION = "production-env-1-linq-platform";

interface Answer {
  status: number;
  type: string;
  text: string;
  json: unknown;
}

interface StreamReader {
  /** Payloads of the messages so far. */
  messages: () => Message[];
  /** Raw bytes so far. */
  raw: () => string;
  hasHeaders: () => boolean;
  /** Resolves when this holds of the messages. */
  until: (holds: (messages: Message[]) => boolean) => Promise<Message[]>;
  ended: Promise<void>;
  close: () => void;
}

export interface Message {
  type: string;
  application: Application;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A running simulator with a repository of its own, for tests. */
export class TestArgoCd {
  readonly repository: TestRepository;
  server: ArgoCd;
  #dataDir: string;
  #options: Partial<ArgoCdOptions>;

  private constructor(repository: TestRepository, server: ArgoCd, dataDir: string, options: Partial<ArgoCdOptions>) {
    this.repository = repository;
    this.server = server;
    this.#dataDir = dataDir;
    this.#options = options;
  }

  static async start(options: Partial<ArgoCdOptions> = {}): Promise<TestArgoCd> {
    const repository = await TestRepository.create();
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "argocd-data-"));
    return new TestArgoCd(
      repository,
      await startArgoCd(TestArgoCd.#complete(repository, dataDir, options)),
      dataDir,
      options,
    );
  }

  static #complete(repository: TestRepository, dataDir: string, options: Partial<ArgoCdOptions>): ArgoCdOptions {
    const tokens = ["admin", "dashboard", "viewer", "qa"].map((account) => ({ token: `${account}-token`, account }));
    return {
      dataDir,
      port: 0,
      repository: { url: repository.directory },
      tokens,
      fleet: 0,
      startAt: START,
      pollSeconds: 120,
      ...options,
    };
  }

  /** Stops the program and starts it again on the same folder. */
  async restart(): Promise<void> {
    await this.server.close();
    this.server = await startArgoCd(TestArgoCd.#complete(this.repository, this.#dataDir, this.#options));
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.repository.remove();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Lets simulated seconds pass. */
  pass(seconds: number): Promise<void> {
    return this.server.advanceTo(new Date(this.server.now().getTime() + seconds * 1000));
  }

  async ask(
    method: string,
    target: string,
    options: { as?: string | null; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const account = options.as === undefined ? "dashboard" : options.as;
    const headers: Record<string, string> = {
      ...(account ? { authorization: `Bearer ${account}-token` } : {}),
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
      ...options.headers,
    };
    const body =
      options.body === undefined
        ? {}
        : { body: typeof options.body === "string" ? options.body : JSON.stringify(options.body) };
    const response = await fetch(`${this.server.url}${target}`, {
      method,
      headers,
      ...body,
      signal: AbortSignal.timeout(15_000),
      redirect: "manual",
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, type, text, json: parsed(text) };
  }

  async application(name: string): Promise<Application> {
    return (await this.ask("GET", `/api/v1/applications/${name}?project=linq`)).json as Application;
  }

  webhook(): Promise<Answer> {
    return this.ask("POST", "/api/webhook", { as: null, body: {}, headers: { "x-github-event": "push" } });
  }

  stream(target: string, account = "dashboard"): StreamReader {
    let raw = "";
    let headers = false;
    const waiting = new Set<() => void>();
    const request = http.get(`${this.server.url}${target}`, {
      headers: { authorization: `Bearer ${account}-token`, accept: "text/event-stream" },
    });
    const ended = new Promise<void>((resolve) => {
      request.on("error", () => resolve());
      request.on("close", () => resolve());
    });
    request.on("response", (response) => {
      headers = true;
      response.setEncoding("utf8");
      response.on("error", () => undefined);
      response.on("data", (chunk: string) => {
        raw += chunk;
        for (const check of waiting) check();
      });
    });
    const messages = () =>
      raw
        .split("\n\n")
        .map((part) => part.trim())
        .flatMap((part) => (part.startsWith("data: ") ? [JSON.parse(part.slice(6)).result as Message] : []));
    const until = (holds: (list: Message[]) => boolean) =>
      new Promise<Message[]>((resolve) => {
        const check = () => {
          const list = raw.endsWith("\n") ? messages() : [];
          if (!holds(list)) return;
          waiting.delete(check);
          resolve(list);
        };
        waiting.add(check);
        check();
      });
    return { messages, raw: () => raw, hasHeaders: () => headers, until, ended, close: () => request.destroy() };
  }
}
