import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 120_000;

/** Approves as a demo person what waits of the policy, through the app as anybody would, once it is read. */
export async function approvePolicy(web, login = "max") {
  const cookie = await signedIn(web, login);
  const headers = { cookie, origin: web, "content-type": "application/json" };
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const page = await (await fetch(`${web}/api/access/policy`, { headers })).json();
    if (page.pending?.state === "waiting" && page.pending.approve.allowed) {
      const body = JSON.stringify({ decision: "approve", seal: page.pending.seal, comment: "" });
      const answer = await fetch(`${web}/api/access/policy`, { method: "POST", headers, body });
      if (answer.ok) return;
    }
    await pause(500);
  }
  throw new Error("The policy that was pushed did not come to wait for approval.");
}

async function signedIn(web, login) {
  const csrf = await fetch(`${web}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const answer = await fetch(`${web}/api/auth/callback/demo`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookiesOf(csrf), origin: web },
    body: new URLSearchParams({ csrfToken, login, json: "true", callbackUrl: web }),
  });
  return cookiesOf(answer);
}

function cookiesOf(answer) {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
