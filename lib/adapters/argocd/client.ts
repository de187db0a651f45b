import type * as z from "zod";
import { createCircuit } from "@/lib/adapters/outbound/circuit";
import { getWhole, type HttpAnswer, OutsideError } from "@/lib/adapters/outbound/http-call";
import { withRetries } from "@/lib/adapters/outbound/retry";
import type { ApplicationRef, ArgoCd, Outcome } from "@/lib/ports";
import { agentFor, type Connection } from "./agent";
import { failureOf, notJson } from "./failure";
import { versionConcern } from "./features";
import { listedApplications, observedApplication, treeNodes } from "./mapping";
import { applicationStream } from "./stream";
import { wireApplication, wireList, wireRevision, wireTree, wireVersion } from "./wire";

const MOST_BYTES = 200_000_000;

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

/**
 * Asked the same of every release: `items.spec` alone. Its children come only with 3.5, and a server that does not know
 * them leaves the project out without a word; together with them 3.5 fails at random (contract 2.4).
 */
const LIST_FIELDS =
  "items.metadata.name,items.metadata.namespace,items.spec,items.status.sync.status,items.status.health,items.status.operationState.phase";

export type ArgoCdSettings = Connection & { token: string; patience?: Partial<typeof PATIENCE> };

type Asked<T> = { path: string; query: Record<string, string>; shape: T; timeoutMs?: number; paced?: boolean };

/** Speaks to one Argo CD as its contract says. Never throws for what it answers, but for the stream's end. */
export function createArgoCd(settings: ArgoCdSettings): ArgoCd {
  const patience = { ...PATIENCE, ...settings.patience };
  const base = new URL(settings.url);
  const unary = agentFor(settings, true);
  const streaming = agentFor(settings, false);
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

  /** Every call here is a GET and changes nothing, so it may be made again. `paced`: its caller waits between calls. */
  function ask<T extends z.ZodType>(asked: Asked<T>): Promise<Outcome<z.output<T>>> {
    const url = new URL(`${base.pathname.replace(/\/$/, "")}${asked.path}`, base);
    for (const [key, value] of Object.entries(asked.query)) url.searchParams.set(key, value);
    const call = () => once(url, asked.shape, asked.timeoutMs ?? patience.callMs);
    if (asked.paced) return circuit.always(call);
    return withRetries(() => circuit.run(call), { stopIf: circuit.isOpen });
  }

  async function once<T extends z.ZodType>(url: URL, shape: T, timeoutMs: number) {
    let answer: HttpAnswer;
    try {
      answer = await getWhole({ url, headers, agent: unary, timeoutMs, mostBytes: MOST_BYTES });
    } catch (error) {
      if (error instanceof OutsideError) return { ok: false as const, failure: error.failure };
      throw error;
    }
    const retryAfterMs = Number(answer.retryAfter ?? 0) * 1_000 || 0;
    if (answer.status !== 200) return { ok: false as const, failure: failureOf(answer), retryAfterMs };
    const page = notJson(answer);
    return page ? { ok: false as const, failure: page } : parsed(answer.body, shape);
  }

  const pathOf = (ref: ApplicationRef) => `/api/v1/applications/${encodeURIComponent(ref.name)}`;
  /** Without the project, 403 could mean that there is no such application (contract 2.3). */
  const scopeOf = (ref: ApplicationRef) => ({ project: ref.project, appNamespace: ref.namespace });

  return {
    instance: settings.instance,
    url: settings.url,
    async version() {
      const asked = await ask({ path: "/api/version", query: {}, shape: wireVersion, paced: true });
      return map(asked, ({ Version }) => ({ text: Version, concern: versionConcern(Version) }));
    },
    async list() {
      const query = { fields: LIST_FIELDS };
      const shape = wireList;
      const timeoutMs = patience.listMs;
      return map(await ask({ path: "/api/v1/applications", query, shape, timeoutMs, paced: true }), listedApplications);
    },
    async get(ref, options) {
      const query = { projects: ref.project, appNamespace: ref.namespace, ...options };
      const timeoutMs = options ? patience.refreshMs : patience.callMs;
      return map(await ask({ path: pathOf(ref), query, shape: wireApplication, timeoutMs }), observedApplication);
    },
    async tree(ref) {
      return map(await ask({ path: `${pathOf(ref)}/resource-tree`, query: scopeOf(ref), shape: wireTree }), treeNodes);
    },
    async revisionMetadata(ref, sha) {
      const path = `${pathOf(ref)}/revisions/${encodeURIComponent(sha)}/metadata`;
      return ask({ path, query: scopeOf(ref), shape: wireRevision });
    },
    stream({ signal, onBytes }) {
      const heard = () => {
        circuit.close();
        onBytes();
      };
      const { connectMs, silenceMs } = patience;
      return applicationStream({ base, headers, agent: streaming, signal, onBytes: heard, connectMs, silenceMs });
    },
  };
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

function map<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
}
