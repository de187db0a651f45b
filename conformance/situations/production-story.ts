import { PRODUCTION, type ReplayedServer } from "../replayed-server";

const VALUES = "environments/production-env-1/values.yaml";
const CHART = "helm-charts/linq-platform";
const EXTRA = `apiVersion: v1
kind: ConfigMap
metadata: { name: linq-extra }
data: { A: "1" }
`;

/** What happened to the recorded server between its first production sync and the drift: folders 06 to 09, in short. */
export class ProductionStory {
  #server: ReplayedServer;

  constructor(server: ReplayedServer) {
    this.#server = server;
  }

  async #post(action: string, body: object, seconds: number): Promise<void> {
    const path = `/api/v1/applications/${PRODUCTION}/${action}`;
    const answer = await this.#server.send({
      method: "POST",
      path,
      as: "dashboard",
      headers: {},
      body: { project: "linq", ...body },
    });
    if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.text}`);
    await this.#server.pass(seconds);
  }

  #sync(body: object = {}, seconds = 25): Promise<void> {
    return this.#post("sync", body, seconds);
  }

  async #terminate(): Promise<void> {
    const path = `/api/v1/applications/${PRODUCTION}/operation?project=linq`;
    await this.#server.send({
      method: "DELETE",
      path,
      as: "dashboard",
      headers: { "content-type": "application/json" },
    });
    await this.#server.pass(15);
  }

  /** Commits a change of production's values and lets it be seen. */
  async #values(from: string, to: string): Promise<string> {
    return this.#commit(VALUES, (text) => text.replace(from, to));
  }

  async #commit(file: string, change: (text: string) => string): Promise<string> {
    const sha = await this.#server.repository.edit(file, change, `Change ${file}`);
    await this.#server.webhook();
    await this.#server.pass(2);
    return sha;
  }

  /** Dev's two versions: a better one, one that crashes, and the repair. */
  async dev(): Promise<void> {
    const change = async (from: string, to: string) => {
      await this.#server.setImage("dev-env-1", from, to, "Raise a version in dev");
      await this.#server.webhook();
      await this.#server.pass(25);
    };
    await change("2.4.0", "2.5.0");
    await change("3.1.0", "3.2.0-crash");
    await change("3.2.0-crash", "3.1.0");
  }

  /** Deployments 0 to 9: two versions and back, parked and terminated, variants, an object that comes and goes. */
  async firstDeployments(): Promise<void> {
    const first = await this.#server.repository.head();
    await this.#sync();
    await this.#values("2.3.0", "2.4.0");
    const second = await this.#values("1.8.2", "1.9.0");
    await this.#sync();
    await this.#post("rollback", { id: 0 }, 20);
    await this.#sync();
    await this.#sync({ strategy: { apply: { force: false } } }, 10);
    await this.#sync({ revision: first });
    await this.#sync({ revision: second });
    await this.#commit(`${CHART}/templates/extra.yaml`, () => EXTRA);
    await this.#sync();
    await this.#server.pass(20);
    await this.#commit(`${CHART}/templates/extra.yaml`, () => "# nothing\n");
    await this.#sync();
    await this.#sync({ prune: true });
  }

  /** Failing hooks, retries, a long one that is terminated, an image that cannot be pulled, a manifest that is refused. */
  async failures(): Promise<void> {
    await this.#commit(VALUES, (text) => `${text}migration: { image: { tag: 1.1.0-hookfail } }\n`);
    await this.#sync();
    await this.#sync({ retryStrategy: { limit: 2, backoff: { duration: "3s", factor: 2, maxDuration: "30s" } } }, 90);
    await this.#values("1.1.0-hookfail", "1.2.0-longjob");
    await this.#sync({}, 90);
    await this.#sync({}, 6);
    await this.#terminate();
    await this.#values("1.2.0-longjob", "1.2.0");
    await this.#sync();
    await this.#values("2.4.0", "2.9.0-nopull");
    await this.#sync();
    await this.#values("2.9.0-nopull", "2.4.0");
    await this.#sync();
    await this.#values("1.9.0", "1.9.0-refused");
    await this.#sync();
    await this.#values("1.9.0-refused", "1.9.0");
    await this.#sync();
  }

  /** Deployment 15: a full sync that brings back what was changed by hand. */
  repair(): Promise<void> {
    return this.#sync();
  }
}
