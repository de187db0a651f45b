import { createHmac } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { testDatabase } from "@/lib/testing/test-database";

const SECRET = "agreed on";
let database: Awaited<ReturnType<typeof testDatabase>>;
let listener: pg.Client;
const heard: (string | undefined)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(payload));
  await listener.query("LISTEN slipway_git_webhook");
  const settings = {
    DATABASE_URL: database.url,
    SLIPWAY_URL: "http://127.0.0.1:3000",
    NEXTAUTH_URL: "http://127.0.0.1:3000",
    NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
    ARGOCD_URL: "http://127.0.0.1:4901",
    ARGOCD_TOKEN: "token",
    GITHUB_TOKEN: "token",
    GITOPS_REPOSITORY: "linq/gitops",
    GITHUB_WEBHOOK_SECRET: SECRET,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await listener.end();
  await database.drop();
});

it("passes a signed push on to whoever listens on the database, and nothing else, and puts both on record", async () => {
  const { POST } = await import("./route");
  const after = "b".repeat(40);
  const body = JSON.stringify({ ref: "refs/heads/main", after, repository: { full_name: "linq/gitops" } });
  const send = (secret: string) =>
    POST(
      new Request("http://slipway.example/api/webhooks/github", {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "x-github-event": "push",
          "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
        },
      }),
    );
  for (const guess of ["guessed", "guessed again"]) expect((await send(guess)).status).toBe(401);
  expect((await send(SECRET)).status).toBe(202);
  await vi.waitFor(() => expect(heard).toEqual([after]), { timeout: 5_000 });
  const records = await database.db.$queryRaw`SELECT kind, outcome, subject FROM audit_record ORDER BY seq`;
  expect(records).toEqual([
    { kind: "webhook-refused", outcome: "refused", subject: null },
    { kind: "webhook-taken", outcome: "done", subject: after },
  ]);
});
