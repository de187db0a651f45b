import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type ArgoCd, startArgoCd } from "@/simulator/argocd/server";
import type { Recording } from "./read-recording";
import { RecordedRepository } from "./recorded-repository";
import { type Answer, OpenStream, sendRequest } from "./send-request";

export const DEV = "dev-env-1-linq-platform";
export const PRODUCTION = "production-env-1-linq-platform";

// The recorded server began at this moment; its first exchanges follow half a minute later.
const BEGIN = new Date("2026-11-24T02:41:00Z");
const ACCOUNTS = ["admin", "dashboard", "viewer", "qa"];
const WRONG_SIGNATURE = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkYXNoYm9hcmQifQ.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

function authorization(as: string): Record<string, string> {
  if (as === "(no token)") return {};
  if (as === "(a token with a wrong signature)") return { authorization: `Bearer ${WRONG_SIGNATURE}` };
  return { authorization: `Bearer ${ACCOUNTS.includes(as) ? `${as}-token` : as}` };
}

/** The simulator with the recorded repository, at the recorded time, asked as the recorded accounts. */
export class ReplayedServer {
  readonly repository: RecordedRepository;
  readonly argo: ArgoCd;
  /** What stands in a recorded path for something that has another name here: a SHA, a pod, a uid. */
  readonly names = new Map<string, string>();
  #dataDir: string;

  private constructor(repository: RecordedRepository, argo: ArgoCd, dataDir: string) {
    this.repository = repository;
    this.argo = argo;
    this.#dataDir = dataDir;
  }

  /** With a clock that stands, what happens does not depend on how quick this machine is; requests move it themselves. */
  static async start(begin = BEGIN, clockStands = false): Promise<ReplayedServer> {
    const repository = await RecordedRepository.create();
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "replayed-argocd-"));
    const argo = await startArgoCd({
      dataDir,
      port: 0,
      repository: { url: repository.directory },
      tokens: ACCOUNTS.map((account) => ({ token: `${account}-token`, account })),
      fleet: 0,
      startAt: begin,
      pollSeconds: 60,
      clockStands,
    });
    return new ReplayedServer(repository, argo, dataDir);
  }

  async stop(): Promise<void> {
    await this.argo.close();
    await this.repository.remove();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  pass(seconds: number): Promise<void> {
    return this.reach(new Date(this.argo.now().getTime() + seconds * 1000));
  }

  async reach(time: Date): Promise<void> {
    if (time > this.argo.now()) await this.argo.advanceTo(time);
  }

  translated(target: string): string {
    // The Git port is replaced in the recordings, but not where it is encoded.
    let result = target.replaceAll("http%3A%2F%2Fgit.linq.example%3A3000", "https%3A%2F%2Fgit.linq.example");
    for (const [recorded, here] of this.names) result = result.replaceAll(recorded, here);
    return result;
  }

  #headers(request: Recording["request"]): Record<string, string | null> {
    const json = request.method === "GET" || request.method === "DELETE" ? {} : { "content-type": "application/json" };
    return { ...authorization(request.as), ...json, ...request.headers };
  }

  /** Sends the recorded request. A refresh is answered when the controller has come round to it. */
  async send(request: Recording["request"]): Promise<Answer> {
    const answer = this.#send(request);
    if (/[?&]refresh=/.test(request.path)) await this.#letRefresh(request.path.replace(/[?&]refresh=\w*/, ""));
    return answer;
  }

  async #letRefresh(path: string): Promise<void> {
    const asked = { method: "GET", path, as: "admin", headers: {} };
    const isMarked = async () => (await this.#send(asked)).text.includes('"argocd.argoproj.io/refresh"');
    for (let attempt = 0; attempt < 200 && !(await isMarked()); attempt++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await this.pass(0.1);
  }

  #send(request: Recording["request"]): Promise<Answer> {
    const body =
      request.body === undefined
        ? undefined
        : typeof request.body === "string"
          ? request.body
          : JSON.stringify(request.body);
    return sendRequest(`${this.argo.url}${this.translated(request.path)}`, {
      method: request.method,
      headers: this.#headers(request),
      body,
    });
  }

  open(request: Recording["request"]): OpenStream {
    return new OpenStream(`${this.argo.url}${this.translated(request.path)}`, {
      method: request.method,
      headers: this.#headers(request),
    });
  }

  /** Asks the simulator's own levers: what somebody does to the cluster, not to Argo CD. */
  async lever(name: string, body: object = {}): Promise<void> {
    const headers = { "x-simulator": "1", "content-type": "application/json" };
    const answer = await sendRequest(`${this.argo.url}/simulator/${name}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (answer.status !== 200) throw new Error(`simulator ${name}: ${answer.status} ${answer.text}`);
  }

  async json(target: string, as = "dashboard"): Promise<unknown> {
    const answer = await this.send({ method: "GET", path: target, as, headers: {} });
    return JSON.parse(answer.text);
  }

  /** A push event, as the Git host sends it. */
  async webhook(): Promise<void> {
    const headers = { "x-github-event": "push", "content-type": "application/json" };
    await sendRequest(`${this.argo.url}/api/webhook`, { method: "POST", headers, body: "{}" });
  }

  /** Commits another version of one image to an environment. */
  setImage(environment: string, from: string, to: string, message: string): Promise<string> {
    const file = `environments/${environment}/values.yaml`;
    return this.repository.edit(file, (text) => text.replace(`tag: "${from}"`, `tag: "${to}"`), message);
  }

  /** Changes the project as somebody with kubectl would; applications are left alone. */
  async changeProject(change: (text: string) => string): Promise<void> {
    await this.repository.edit("argocd-apps/project.yaml", change, "Change the project");
    await this.webhook();
    await this.pass(1);
  }

  setWindows(windows: object[]): Promise<void> {
    return this.changeProject((text) =>
      text.replace(/\n {2}syncWindows:.*$/s, `\n  syncWindows: ${JSON.stringify(windows)}\n`),
    );
  }
}
