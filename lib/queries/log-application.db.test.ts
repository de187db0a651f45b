import { beforeEach, describe, expect, it } from "vitest";
import { actor, application, boardOfFile, claiming, environment } from "./board.test-support";
import { logApplication } from "./log-application";

const board = boardOfFile();

beforeEach(async () => {
  await board.argocd();
});

const DEV = "dev-env-1";
const ask = (name: string | null = null) => logApplication(actor, board.deps, { environment: DEV, application: name });

describe("the Application whose logs are read", () => {
  it("comes with the services that its pods may be of", async () => {
    await board.policy([claiming(environment(DEV))], ["web", "api"]);
    await board.save({ applications: [application(DEV)] });
    expect(await ask()).toMatchObject({
      ok: true,
      value: {
        ref: { name: `${DEV}-linq` },
        services: [
          { name: "web", image: null },
          { name: "api", image: null },
        ],
      },
    });
  });

  it("is a service of its own in a fleet", async () => {
    const fleet = environment(DEV, { values: "environments/{environment}/{application}.yaml" });
    await board.policy([claiming(fleet, [`${DEV}-billing`])], []);
    await board.save({ applications: [application(DEV, { name: `${DEV}-billing` })] });
    expect(await ask()).toMatchObject({ ok: true, value: { services: [{ name: "billing", image: null }] } });
  });

  it("is refused when it is not there, and nothing where there is no environment", async () => {
    await board.policy([claiming(environment(DEV))], ["web"]);
    expect(await ask("nobody")).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    expect(await logApplication(actor, board.deps, { environment: "nowhere", application: null })).toBeNull();
  });
});
