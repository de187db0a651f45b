import { randomUUID } from "node:crypto";
import { type Answer, notFound, ok, Refused } from "./answer";
import { countIn } from "./paging";
import { repositoryBody } from "./repository-body";
import { apiOf } from "./urls";
import { simpleUser } from "./users";
import { deliver, deliveryHeaders, inBackground } from "./webhooks";
import type { Delivery, Hook, User, World } from "./world";

const BEGINNING = "2026-01-01T00:00:00Z";

export function hooksAnswer(world: World): Answer {
  return ok(world.hooks.map((hook) => hookBody(world, hook)));
}

export function hookAnswer(world: World, id: string): Answer {
  return ok(hookBody(world, hookOf(world, id)));
}

/** The last deliveries, newest first; GitHub pages them by a cursor. */
export function deliveriesAnswer(world: World, id: string, url: URL): Answer {
  const { deliveries } = hookOf(world, id);
  const size = Math.min(100, countIn(url, "per_page") ?? 30);
  const cursor = url.searchParams.get("cursor");
  const before = cursor === null ? Number.POSITIVE_INFINITY : Number(/^v1_(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
  if (Number.isNaN(before)) throw new Refused(422, "Invalid cursor");
  const left = deliveries.filter((delivery) => delivery.id < before);
  const shown = left.slice(0, size);
  const next = new URL(url);
  next.searchParams.set("cursor", `v1_${shown.at(-1)?.id}`);
  const headers = left.length > size ? { Link: `<${next}>; rel="next"` } : {};
  return { ...ok(shown.map(deliveryItem)), headers };
}

export function deliveryAnswer(world: World, hookId: string, id: string): Answer {
  const hook = hookOf(world, hookId);
  const delivery = deliveryOf(hook, id);
  const payload: unknown = JSON.parse(delivery.body);
  return ok({
    ...deliveryItem(delivery),
    url: hook.url,
    request: { headers: deliveryHeaders(hook, delivery), payload },
    response: { headers: {}, payload: delivery.answer },
  });
}

/** Sends a delivery again, with the same body and the same GUID. */
export function redeliver(world: World, hookId: string, id: string): Answer {
  const hook = hookOf(world, hookId);
  const { event, body, guid } = deliveryOf(hook, id);
  inBackground(world, () => deliver(world, hook, { event, body, guid, redelivery: true }));
  return { status: 202, body: {} };
}

export function ping(world: World, id: string, user: User): Answer {
  const hook = hookOf(world, id);
  const body = JSON.stringify({
    zen: "Keep it logically awesome.",
    hook_id: hook.id,
    hook: hookBody(world, hook),
    repository: repositoryBody(world, "read"),
    sender: simpleUser(world, user),
  });
  inBackground(world, () => deliver(world, hook, { event: "ping", body, guid: randomUUID() }));
  return { status: 204, body: null };
}

function hookOf(world: World, id: string): Hook {
  const hook = world.hooks.find((one) => String(one.id) === id);
  if (!hook) throw notFound();
  return hook;
}

function deliveryOf(hook: Hook, id: string): Delivery {
  const delivery = hook.deliveries.find((one) => String(one.id) === id);
  if (!delivery) throw notFound();
  return delivery;
}

function hookBody(world: World, hook: Hook) {
  const url = `${apiOf(world)}/hooks/${hook.id}`;
  const last = hook.deliveries[0];
  return {
    type: "Repository",
    id: hook.id,
    name: "web",
    active: true,
    events: ["push"],
    config: { content_type: "json", insecure_ssl: "0", url: hook.url, secret: "********" },
    updated_at: BEGINNING,
    created_at: BEGINNING,
    url,
    test_url: `${url}/tests`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: last
      ? { code: last.statusCode, status: statusOf(last.statusCode), message: statusOf(last.statusCode) }
      : { code: null, status: "unused", message: null },
  };
}

function deliveryItem(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.seconds,
    status: statusOf(delivery.statusCode),
    status_code: delivery.statusCode,
    event: delivery.event,
    action: null,
    installation_id: null,
    repository_id: 1,
    throttled_at: null,
  };
}

function statusOf(code: number): string {
  if (code === 0) return "failed to connect to host";
  return code < 300 ? "OK" : `Invalid HTTP Response: ${code}`;
}
