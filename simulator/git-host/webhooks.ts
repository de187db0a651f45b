import { createHmac, randomUUID } from "node:crypto";
import type { RefChange } from "./answer";
import { keepDeliveries } from "./delivery-log";
import { pushEvent } from "./push-event";
import type { Delivery, Hook, User, World } from "./world";

const TIMEOUT_MS = 10_000;
const MOST_OF_ANSWER = 10_000;

/** Tells every hook of a change, without holding up who made it. */
export function announcePush(world: World, change: RefChange, pusher: User): void {
  inBackground(world, async () => {
    const body = JSON.stringify(await pushEvent(world, change, pusher));
    await Promise.all(world.hooks.map((hook) => deliver(world, hook, { event: "push", body, guid: randomUUID() })));
  });
}

export function inBackground(world: World, work: () => Promise<unknown>): void {
  const done = work().catch((error: unknown) => world.log(`webhook: ${String(error)}`));
  world.pending.add(done);
  void done.finally(() => world.pending.delete(done));
}

type Message = { event: string; body: string; guid: string; redelivery?: boolean };

/** One delivery, kept from its first attempt on; a hook that does not answer well is tried again a few times. */
export async function deliver(world: World, hook: Hook, message: Message): Promise<void> {
  const { event, body, guid, redelivery = false } = message;
  const kept: Delivery = {
    id: world.nextDelivery++,
    guid,
    event,
    body,
    redelivery,
    ...(await post(world, hook, message)),
  };
  hook.deliveries.unshift(kept);
  keepDeliveries(world);
  for (const wait of world.retryAfterMs) {
    if (isGood(kept.statusCode) || world.stop.signal.aborted) return;
    await pause(wait, world.stop.signal);
    if (world.stop.signal.aborted) return;
    Object.assign(kept, await post(world, hook, message));
    keepDeliveries(world);
  }
}

const isGood = (status: number) => status >= 200 && status < 300;

type Attempt = Pick<Delivery, "deliveredAt" | "seconds" | "statusCode" | "answer">;

async function post(world: World, hook: Hook, message: Message): Promise<Attempt> {
  const began = performance.now();
  const end = (statusCode: number, answer: string): Attempt => ({
    deliveredAt: world.clock.now().toISOString(),
    seconds: Math.round(performance.now() - began) / 1_000,
    statusCode,
    answer,
  });
  try {
    const answer = await fetch(hook.url, {
      method: "POST",
      body: message.body,
      headers: deliveryHeaders(hook, message),
      redirect: "manual",
      signal: AbortSignal.any([world.stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return end(answer.status, (await answer.text()).slice(0, MOST_OF_ANSWER));
  } catch {
    return end(0, "");
  }
}

/** What GitHub sends with a delivery, the body signed with the hook's secret. */
export function deliveryHeaders(hook: Hook, { event, body, guid }: Message): Record<string, string> {
  const signature = (kind: "sha1" | "sha256") => `${kind}=${createHmac(kind, hook.secret).update(body).digest("hex")}`;
  return {
    Accept: "*/*",
    "Content-Type": "application/json",
    "User-Agent": "GitHub-Hookshot/simulator",
    "X-GitHub-Event": event,
    "X-GitHub-Delivery": guid,
    "X-GitHub-Hook-ID": String(hook.id),
    "X-GitHub-Hook-Installation-Target-ID": "1",
    "X-GitHub-Hook-Installation-Target-Type": "repository",
    ...(hook.secret === "" ? {} : { "X-Hub-Signature": signature("sha1"), "X-Hub-Signature-256": signature("sha256") }),
  };
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener("abort", done);
  });
}
