import type * as z from "zod";
import { createCircuit } from "@/lib/adapters/outbound/circuit";
import { getWhole, type HttpAnswer, OutsideError } from "@/lib/adapters/outbound/http-call";
import { withRetries } from "@/lib/adapters/outbound/retry";
import type { ApplicationRef, Outcome } from "@/lib/ports";
import { agentFor, type Connection } from "./agent";
import { failureOf, notJson } from "./failure";

/** How long Slipway waits; tests wait less. */
export const PATIENCE = {
  callMs: 30_000,
  /** A refresh blocks until the controller is done, without a limit of the server's own (contract 5.1). */
  refreshMs: 60_000,
  listMs: 120_000,
  connectMs: 10_000,
  /** A heartbeat comes every 15 s once there are headers; three missed ones mean that nobody is there. */
  silenceMs: 45_000,
  circuitMs: 5_000,
};
const FAILURES_TO_OPEN = 5;

export type ArgoCdSettings = Connection & { token: string; patience?: Partial<typeof PATIENCE> };

type Asked<T> = { path: string; query: Record<string, string>; shape: T; timeoutMs?: number; paced?: boolean };

/** How one Argo CD is asked: address, token, agents, circuit and patience, the same for calls and for streams. */
export function createAsking(settings: ArgoCdSettings, mostBytes: number) {
  const patience = { ...PATIENCE, ...settings.patience };
  const base = new URL(settings.url);
  const unary = agentFor(settings, true);
  const circuit = createCircuit({
    failures: FAILURES_TO_OPEN,
    openMs: patience.circuitMs,
    nowMs: () => performance.now(),
  });
  const headers = {
    authorization: `Bearer ${settings.token}`,
    accept: "application/json",
    "content-type": "application/json",
  };

  function urlOf(path: string, query: Record<string, string>): URL {
    const url = new URL(`${base.pathname.replace(/\/$/, "")}${path}`, base);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    return url;
  }

  /** Every call here is a GET and changes nothing, so it may be made again. `paced`: its caller waits between calls. */
  function ask<T extends z.ZodType>(asked: Asked<T>): Promise<Outcome<z.output<T>>> {
    const url = urlOf(asked.path, asked.query);
    const call = () => once(url, asked.shape, asked.timeoutMs ?? patience.callMs);
    if (asked.paced) return circuit.always(call);
    return withRetries(() => circuit.run(call), { stopIf: circuit.isOpen });
  }

  async function once<T extends z.ZodType>(url: URL, shape: T, timeoutMs: number) {
    let answer: HttpAnswer;
    try {
      answer = await getWhole({ url, headers, agent: unary, timeoutMs, mostBytes });
    } catch (error) {
      if (error instanceof OutsideError) return { ok: false as const, failure: error.failure };
      throw error;
    }
    const retryAfterMs = Number(answer.retryAfter ?? 0) * 1_000 || 0;
    if (answer.status !== 200) return { ok: false as const, failure: failureOf(answer), retryAfterMs };
    const page = notJson(answer);
    return page ? { ok: false as const, failure: page } : parsed(answer.body, shape);
  }

  /** Where an event stream is opened, and with what. A stream that speaks proves that Argo CD is there. */
  const streamTo = (path: string, query: Record<string, string>) => ({
    url: urlOf(path, query),
    headers: { ...headers, accept: "text/event-stream" },
    connectMs: patience.connectMs,
    silenceMs: patience.silenceMs,
    onBytes: circuit.close,
  });

  return { patience, ask, streamTo };
}
export type Asking = ReturnType<typeof createAsking>;

export function pathOf(ref: ApplicationRef): string {
  return `/api/v1/applications/${encodeURIComponent(ref.name)}`;
}

/** Without the project, 403 could mean that there is no such application (contract 2.3). */
export function scopeOf(ref: ApplicationRef): { project: string; appNamespace: string } {
  return { project: ref.project, appNamespace: ref.namespace };
}

function parsed<T extends z.ZodType>(body: string, shape: T): Outcome<z.output<T>> {
  try {
    const read = shape.safeParse(JSON.parse(body));
    if (read.success) return { ok: true, value: read.data };
    const where = read.error.issues[0]?.path.join(".") || "as a whole";
    return { ok: false, failure: { kind: "failed", status: 200, detail: `Its answer is not as expected (${where}).` } };
  } catch {
    return { ok: false, failure: { kind: "failed", status: 200, detail: "Its answer was cut off or is not JSON." } };
  }
}

export function map<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
}
