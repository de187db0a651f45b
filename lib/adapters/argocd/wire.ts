import * as z from "zod";
import {
  count,
  flag,
  lengthOf,
  list,
  MOST_NAME,
  maybe,
  maybeText,
  message,
  name,
  text,
  time,
  wordOf,
  words,
} from "./wire-parts";

// What Argo CD sends, as far as it is used. Only a name is asked for; everything else may be missing, null, of another
// kind, or a word that is not known yet.

export const MOST_RESOURCES = 5_000;
export const MOST_NODES = 20_000;
const MOST_HISTORY = 100;
const MOST_CONDITIONS = 50;
const MOST_IMAGES = 1_000;
const MOST_REVISIONS = 50;
const MOST_INFOS = 20;

const present = z.looseObject({});
const word = wordOf(MOST_NAME);
const image = wordOf(1_000);
const noInitiator = { username: "", automated: false };
const wireInitiator = maybe(z.object({ username: name, automated: flag })).transform((value) => value ?? noInitiator);
const health = maybe(z.object({ status: text, message, lastTransitionTime: time }));
const revisions = list(word, MOST_REVISIONS);
const pair = z.object({ name, value: text });

const wireOperation = z.object({
  sync: maybe(
    z.object({
      revision: maybeText,
      revisions,
      dryRun: flag,
      resources: lengthOf,
      source: maybe(present),
      syncStrategy: maybe(z.object({ apply: maybe(present) })),
      autoHealAttemptsCount: count,
    }),
  ),
  initiatedBy: wireInitiator,
  info: list(pair, MOST_INFOS),
});

const wireResult = z.object({
  group: name,
  kind: name,
  namespace: name,
  name,
  status: text,
  message,
  hookType: maybeText,
  hookPhase: maybeText,
  syncPhase: maybeText,
});

const wireResource = z.object({
  group: name,
  version: name,
  kind: name,
  namespace: name,
  name,
  status: maybeText,
  health,
  hook: flag,
  requiresPruning: flag,
});

const wireSource = z.object({ repoURL: text, path: text, targetRevision: text });

const wireSpec = z.object({
  project: name,
  source: maybe(wireSource),
  sources: list(wireSource, MOST_REVISIONS),
  destination: maybe(z.object({ server: text, name, namespace: name })),
  syncPolicy: maybe(
    z.object({ automated: maybe(z.object({ prune: flag, selfHeal: flag, enabled: maybe(z.boolean()) })) }),
  ),
});

const wireHistory = z.object({
  id: z.int32().min(0),
  revision: maybeText,
  revisions,
  deployedAt: time,
  deployStartedAt: time,
  initiatedBy: wireInitiator,
});

const wireOperationState = z.object({
  operation: maybe(wireOperation),
  phase: text,
  message,
  startedAt: time,
  finishedAt: time,
  retryCount: count,
  syncResult: maybe(z.object({ revision: maybeText, revisions, resources: list(wireResult, MOST_RESOURCES) })),
});

const wireStatus = z.object({
  sync: maybe(z.object({ status: text, revision: maybeText, revisions })),
  health,
  history: list(wireHistory, MOST_HISTORY),
  operationState: maybe(wireOperationState),
  conditions: list(z.object({ type: name, message, lastTransitionTime: time }), MOST_CONDITIONS),
  resources: list(wireResource, MOST_RESOURCES),
  summary: maybe(z.object({ images: list(image, MOST_IMAGES) })),
  reconciledAt: time,
});

/** The one thing without which an application is none. */
const ownName = word.refine((value) => value !== "", "it has no name");

export const wireApplication = z.object({
  metadata: z.object({
    name: ownName,
    namespace: name,
    uid: maybeText,
    labels: words,
    annotations: words,
    deletionTimestamp: maybeText,
  }),
  spec: maybe(wireSpec),
  status: maybe(wireStatus),
  operation: maybe(present),
});
export type WireApplication = z.output<typeof wireApplication>;

export const wireFrame = z.object({ result: z.object({ type: z.string(), application: z.unknown().optional() }) });
export const wireErrorFrame = z.object({ error: z.looseObject({ http_code: count, message }) });

/** `items` must be there, if only as null: an answer without it proves nothing of what there is. */
export const wireList = z.object({ items: z.array(z.unknown()).nullable() });

export const wireListed = z.object({
  metadata: z.object({ name: ownName, namespace: name }),
  spec: maybe(z.object({ project: name })),
  status: maybe(
    z.object({
      sync: maybe(z.object({ status: text })),
      health: maybe(z.object({ status: text })),
      operationState: maybe(z.object({ phase: text })),
    }),
  ),
});

export const wireVersion = z.object({ Version: name });
export const wireError = z.object({ code: maybe(z.number()), message, error: message });

export const wireRef = z.object({ group: name, kind: name, namespace: name, name, uid: maybeText });
export const wireNode = z.object({
  group: name,
  version: name,
  kind: name,
  namespace: name,
  name,
  uid: maybeText,
  parentRefs: list(wireRef, MOST_INFOS),
  images: list(image, MOST_INFOS),
  health,
  createdAt: time,
  info: list(pair, MOST_INFOS),
});

export const wireTree = z.object({ nodes: list(wireNode, MOST_NODES) });
