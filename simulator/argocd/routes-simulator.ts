import * as z from "zod";
import type { Context, Route } from "./context";
import { type Call, sendHtml, sendText } from "./http";
import { escapeHtml, page } from "./pages";
import type { DriftKind } from "./world";

const DRIFTS: readonly [DriftKind, string][] = [
  ["scale", "scale the Deployment"],
  ["config", "edit the ConfigMap"],
  ["secret", "edit the Secret"],
  ["delete-config", "delete the ConfigMap"],
  ["delete-pod", "delete a pod"],
];

const schemas = {
  drift: z.object({
    application: z.string(),
    service: z.string(),
    kind: z.enum(["scale", "config", "secret", "delete-config", "delete-pod"]).default("scale"),
    replicas: z.coerce.number().int().min(0).max(50).optional(),
  }),
  forget: z.object({ application: z.string().optional() }),
  seconds: z.object({ seconds: z.coerce.number().min(0).max(86_400).default(60) }),
  clock: z.object({ advanceTo: z.iso.datetime({ offset: true }) }),
};

/** A change needs the header that no foreign page can send, or a form of our own page (same origin). */
function isTrusted(call: Call): boolean {
  if (call.request.headers["x-simulator"] === "1") return true;
  const origin = call.request.headers.origin;
  return (
    origin !== undefined &&
    origin !== "null" &&
    URL.canParse(origin) &&
    new URL(origin).host === call.request.headers.host
  );
}

function isForm(call: Call): boolean {
  // curl states the form type for every body: what looks like JSON is JSON.
  const stated = call.request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  return stated && !call.body.trimStart().startsWith("{") && call.request.headers["x-simulator"] !== "1";
}

function bodyOf(call: Call): unknown {
  if (isForm(call)) return Object.fromEntries(new URLSearchParams(call.body));
  return call.body.trim() === "" ? {} : JSON.parse(call.body);
}

function answer(call: Call, value: object): void {
  if (!isForm(call)) {
    sendText(call, 200, "application/json", JSON.stringify(value));
    return;
  }
  call.response.writeHead(303, { location: "/simulator" });
  call.response.end();
}

function fault(call: Call, status: number, error: string): void {
  sendText(call, status, "application/json", JSON.stringify({ error }));
}

function button(action: string, label: string, fields = ""): string {
  return `<form method="post" action="/simulator/${action}">${fields}<button>${escapeHtml(label)}</button></form>`;
}

function simulatorPage(context: Context): string {
  const now = new Date(context.simulation.nowMs()).toISOString();
  const drifts = Object.values(context.simulation.world.applications).map((app) => {
    const name = app.wire.metadata.name;
    const services = Object.keys(app.workloads).map((service) => `<option>${escapeHtml(service)}</option>`);
    const kinds = DRIFTS.map(([kind, label]) => `<option value="${kind}">${label}</option>`);
    const fields = `<input type="hidden" name="application" value="${escapeHtml(name)}"><select name="service" aria-label="Service">${services.join("")}</select> <select name="kind" aria-label="Change">${kinds.join("")}</select> `;
    return services.length > 0 ? `<h3>${escapeHtml(name)}</h3>${button("drift", "Change it by hand", fields)}` : "";
  });
  const seconds = (value: number) =>
    `<input type="number" name="seconds" value="${value}" min="0" aria-label="Seconds"> `;
  return page(
    "Argo CD simulator",
    `<p>Simulated time: ${now}. <a href="/applications">Applications</a></p>` +
      `<h2>Change the cluster behind Argo CD's back</h2>${drifts.join("")}` +
      `<h2>Faults</h2>${button("away", "Argo CD away for", seconds(60))}${button("drop-streams", "Drop all streams")}${button("forget-cache", "Lose the cache")}${button("slow-list", "Slow lists for", seconds(60))}`,
  );
}

async function change(context: Context, call: Call): Promise<void> {
  switch (call.segments[1]) {
    case "drift": {
      const { application, service, kind, replicas } = schemas.drift.parse(bodyOf(call));
      if (!context.simulation.state(application)?.workloads[service])
        return fault(call, 404, `no service ${service} in ${application}`);
      context.simulation.dispatch({ type: "drift", name: application, service, kind, replicas });
      return answer(call, {});
    }
    case "away": {
      const { seconds } = schemas.seconds.parse(bodyOf(call));
      context.faults.away(seconds);
      return answer(call, { dropped: context.streams.dropAll() });
    }
    case "drop-streams":
      return answer(call, { dropped: context.streams.dropAll() });
    case "slow-list":
      context.faults.slowLists(schemas.seconds.parse(bodyOf(call)).seconds);
      return answer(call, {});
    case "forget-cache": {
      const { application } = schemas.forget.parse(bodyOf(call));
      for (const { metadata } of context.simulation.applications())
        if (application === undefined || application === metadata.name) context.faults.forget(metadata);
      return answer(call, {});
    }
    case "clock":
      await context.simulation.advanceTo(new Date(schemas.clock.parse(bodyOf(call)).advanceTo));
      return answer(call, { now: new Date(context.simulation.nowMs()).toISOString() });
    case "fleet":
      return touch(context, call);
    default:
      return fault(call, 404, "no such thing");
  }
}

/** Changes the next `count` applications of the fleet, or the one that is named. */
function touch({ simulation }: Context, call: Call): void {
  const count = Number(call.query.get("count") ?? "1");
  const application = call.query.get("application");
  const fleet = simulation.world.fleet.applications;
  const known = application === null || fleet.some(({ name }) => name === application);
  if (call.segments[2] !== "touch" || !Number.isInteger(count) || count < 0 || !known)
    fault(call, 404, "no such thing");
  else {
    simulation.dispatch(application === null ? { type: "touch", count } : { type: "touch-named", application });
    answer(call, { touched: application === null ? Math.min(count, fleet.length) : 1 });
  }
}

/** The simulator's own page and levers. Never part of what Argo CD answers. */
export const simulatorRoutes: Route = async (context, call) => {
  if (call.segments[0] !== "simulator") return false;
  if (call.method === "GET" && call.segments.length === 1) {
    sendHtml(call, 200, simulatorPage(context));
    return true;
  }
  if (!isTrusted(call)) {
    fault(call, 403, "send the header X-Simulator: 1");
    return true;
  }
  if (call.method === "GET" && call.segments[1] === "clock") {
    answer(call, { now: new Date(context.simulation.nowMs()).toISOString() });
    return true;
  }
  if (call.method === "GET" && call.segments[1] === "requests") {
    answer(call, context.requests.counts());
    return true;
  }
  if (call.method === "GET" && call.segments[1] === "streams") {
    answer(call, context.requests.openStreams());
    return true;
  }
  if (call.method !== "POST") {
    fault(call, 405, "use POST");
    return true;
  }
  try {
    await change(context, call);
  } catch (error) {
    if (error instanceof z.ZodError) fault(call, 400, z.prettifyError(error));
    else if (error instanceof SyntaxError) fault(call, 400, "the body is not JSON");
    else throw error;
  }
  return true;
};
