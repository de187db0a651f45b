import { createPrivateKey } from "node:crypto";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "octokit";
import { OutsideError } from "@/lib/adapters/outbound/http-call";
import type { Log } from "@/lib/ports";
import { wholeFetch } from "./whole-fetch";

export type GitHostAuth =
  | { kind: "token"; token: string }
  | { kind: "app"; appId: string; privateKey: string; installationId: number };

type Options = { apiUrl: string; auth: GitHostAuth; log: Log; timeoutMs: number };

/** Octokit with our credentials and timeouts; retries and rate limits are `ask`'s. */
export function createOctokit({ apiUrl, auth, log, timeoutMs }: Options): Octokit {
  const whole = wholeFetch(timeoutMs);
  return new Octokit({
    baseUrl: apiUrl,
    ...credentials(auth),
    request: { fetch: isUsable(auth) ? whole : refuseKey },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: {
      debug() {},
      info() {},
      warn: (message: string) => log.warn(message),
      error: (message: string) => log.warn(message),
    },
  });
}

function credentials(auth: GitHostAuth) {
  if (auth.kind === "token") return { auth: auth.token };
  if (!isUsable(auth)) return {};
  const { appId, privateKey, installationId } = auth;
  return { authStrategy: createAppAuth, auth: { appId, privateKey, installationId } };
}

function isUsable(auth: GitHostAuth): boolean {
  if (auth.kind === "token") return true;
  try {
    return createPrivateKey(auth.privateKey).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

async function refuseKey(): Promise<never> {
  const detail = "GITHUB_APP_PRIVATE_KEY is not a private RSA key in PEM form.";
  throw new OutsideError({ kind: "misconfigured", status: null, detail });
}
