import type { ArgoCd } from "@/lib/ports";
import { agentFor } from "./agent";
import { type ArgoCdSettings, createAsking, map, pathOf, scopeOf } from "./asking";
import { versionConcern } from "./features";
import { listedApplications, observedApplication, treeNodes } from "./mapping";
import { applicationStream } from "./stream";
import { wireApplication, wireList, wireTree, wireVersion } from "./wire";

const MOST_BYTES = 200_000_000;

/**
 * Asked the same of every release: `items.spec` alone. Its children come only with 3.5, and a server that does not know
 * them leaves the project out without a word; together with them 3.5 fails at random (contract 2.4).
 */
const LIST_FIELDS =
  "items.metadata.name,items.metadata.namespace,items.spec,items.status.sync.status,items.status.health,items.status.operationState.phase";

/** Speaks to one Argo CD as its contract says. Never throws for what it answers, but for the stream's end. */
export function createArgoCd(settings: ArgoCdSettings): ArgoCd {
  const { ask, streamTo, patience } = createAsking(settings, MOST_BYTES);
  const streaming = agentFor(settings, false);

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
    stream({ signal, onBytes }) {
      return applicationStream({ to: streamTo, agent: streaming, signal, onBytes });
    },
  };
}
