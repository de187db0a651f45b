import { type Answer, notFound } from "./answer";
import { apiOf } from "./commits";
import { paged } from "./paging";
import { deliver } from "./webhooks";
import type { Delivery, Hook, World } from "./world";

export function listHooks(world: World, id?: number, url?: URL): Answer {
  if (id === undefined) return { status: 200, body: world.hooks.map((hook) => hookBody(world, hook)) };
  const hook = world.hooks.find((h) => h.id === id);
  if (!hook || !url) throw notFound();
  return paged(url, hook.deliveries.map(deliveryBody));
}

/** Sends a delivery again, with the same body and the same GUID. */
export async function redeliver(world: World, hookId: number, id: number): Promise<Answer> {
  const hook = world.hooks.find((h) => h.id === hookId);
  const found = hook?.deliveries.find((delivery) => delivery.id === id);
  if (!hook || !found) throw notFound();
  void deliver(world, hook, found.event, found.body, found.guid, true);
  return { status: 202, body: {} };
}

function hookBody(world: World, hook: Hook) {
  const url = `${apiOf(world)}/hooks/${hook.id}`;
  return {
    type: "Repository",
    id: hook.id,
    name: "web",
    active: true,
    events: ["push"],
    config: { content_type: "json", insecure_ssl: "0", url: hook.url, secret: "********" },
    updated_at: "2026-01-01T00:00:00Z",
    created_at: "2026-01-01T00:00:00Z",
    url,
    test_url: `${url}/tests`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: hook.deliveries[0]?.statusCode ?? null, status: null, message: null },
  };
}

function deliveryBody(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: 0.1,
    status:
      delivery.statusCode === 0 ? "failed to connect" : delivery.statusCode < 300 ? "OK" : "Invalid HTTP Response",
    status_code: delivery.statusCode,
    event: delivery.event,
    action: null,
    installation_id: null,
    repository_id: 1,
    throttled_at: null,
  };
}
