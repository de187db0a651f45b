import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createArgoCd } from "./client";
import { createInsideClient } from "./inside-client";
import { bodyOf, recorded } from "./recorded.test-support";
import { SELF_SIGNED } from "./self-signed.test-support";

const folder = mkdtempSync(path.join(os.tmpdir(), "slipway-ca-"));
const version = bodyOf(recorded("V-3.6.1/version"));
const server = https.createServer(SELF_SIGNED, (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(version);
});
const APPLICATION = { name: "web", namespace: "argocd", project: "linq" };
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function argocd(trust: { caFile?: string; insecure?: boolean }, scheme = "https", host = "127.0.0.1") {
  return createArgoCd({ instance: "default", url: `${scheme}://${host}:${port}`, token: "tok-1", ...trust });
}

function inside(trust: { caFile?: string; insecure?: boolean }) {
  const clock = { now: () => new Date(0) };
  return createInsideClient({ instance: "default", url: `https://127.0.0.1:${port}`, token: "tok-1", clock, ...trust });
}

async function logFailure(client: ReturnType<typeof inside>): Promise<unknown> {
  const whole = { namespace: "web", pod: "web-1", container: "", tail: 1, follow: true, previous: false, since: null };
  try {
    for await (const line of client.logs(APPLICATION, whole, AbortSignal.timeout(10_000))) return line;
    return "ended";
  } catch (error) {
    return error;
  }
}

async function streamFailure(client: ReturnType<typeof argocd>): Promise<unknown> {
  try {
    for await (const event of client.stream({ signal: AbortSignal.timeout(10_000), onBytes() {} })) return event;
    return "ended";
  } catch (error) {
    return error;
  }
}

describe("an Argo CD with a certificate of its own", () => {
  it("is trusted when its authority is named, or when no certificate is to be checked", async () => {
    const caFile = fileOf("ca.pem", SELF_SIGNED.cert);
    expect(await argocd({ caFile }).version()).toMatchObject({ ok: true });
    expect(await argocd({ insecure: true }).version()).toMatchObject({ ok: true });
  });

  it("is refused otherwise, for calls and for the stream, and the reason names the certificate", async () => {
    const failure = { kind: "misconfigured", detail: expect.stringContaining("certificate is not trusted") };
    expect(await argocd({}).version()).toMatchObject({ failure });
    expect(await streamFailure(argocd({}))).toMatchObject({ failure });
    const caFile = fileOf("ca2.pem", SELF_SIGNED.cert);
    expect(await argocd({ caFile }, "https", "localhost").version()).toMatchObject({ failure });
  });

  it("is looked into and its logs read on the same terms", async () => {
    const caFile = fileOf("ca3.pem", SELF_SIGNED.cert);
    expect(await inside({ caFile }).events(APPLICATION, null)).toMatchObject({ ok: true });
    expect(await logFailure(inside({ caFile }))).toMatchObject({
      failure: { detail: /something else than an event stream/ },
    });
    const failure = { kind: "misconfigured", detail: expect.stringContaining("certificate is not trusted") };
    expect(await inside({}).events(APPLICATION, null)).toMatchObject({ failure });
    expect(await logFailure(inside({}))).toMatchObject({ failure });
  });

  it("that is spoken to in plain text does not answer", async () => {
    expect(await argocd({}, "http").version()).toMatchObject({ ok: false });
  });

  it.each([
    ["that is not there", () => path.join(folder, "none.pem"), "cannot be read (ENOENT)"],
    ["without a certificate", () => fileOf("empty.pem", "hello"), "holds no certificate"],
    [
      "with a broken certificate",
      () => fileOf("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
      "holds no certificate",
    ],
  ])("stops the start when given a CA file %s", (_what, file, words) => {
    expect(() => argocd({ caFile: file() })).toThrow(words);
  });
});
