import * as z from "zod";

// What Argo CD sends, as far as it is used. Tolerant on purpose: a missing list is empty, an unknown word stays a word.

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const maybeText = z
  .string()
  .nullish()
  .transform((value) => (value ? value : null));
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const time = z
  .string()
  .nullish()
  .transform((value) => {
    const date = value ? new Date(value) : null;
    return date && !Number.isNaN(date.getTime()) ? date : null;
  });
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

const wireInitiator = z
  .object({ username: text, automated: flag })
  .nullish()
  .transform((value) => value ?? { username: "", automated: false });
const health = z.object({ status: text, message: text, lastTransitionTime: time }).nullish();

const wireOperation = z.object({
  sync: z
    .object({
      revision: maybeText,
      revisions: list(z.string()),
      dryRun: flag,
      resources: list(z.object({ kind: text, name: text })),
      source: z.object({}).nullish(),
      syncStrategy: z.object({ apply: z.object({}).nullish() }).nullish(),
      autoHealAttemptsCount: z.number().nullish(),
    })
    .nullish(),
  initiatedBy: wireInitiator,
  info: list(z.object({ name: text, value: text })),
});

const wireResult = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: text,
  status: text,
  message: text,
  hookType: maybeText,
  hookPhase: maybeText,
  syncPhase: maybeText,
});

const wireResource = z.object({
  group: text,
  version: text,
  kind: text,
  namespace: text,
  name: text,
  status: maybeText,
  health,
  hook: flag,
  requiresPruning: flag,
});

export const wireApplication = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: text,
    uid: maybeText,
    labels: z.record(z.string(), z.string()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
    deletionTimestamp: z.string().nullish(),
  }),
  spec: z
    .object({
      project: text,
      source: z.object({ repoURL: text, path: text, targetRevision: text }).nullish(),
      sources: list(z.object({ repoURL: text, path: text, targetRevision: text })),
      destination: z.object({ server: text, name: text, namespace: text }).nullish(),
      syncPolicy: z
        .object({ automated: z.object({ prune: flag, selfHeal: flag, enabled: z.boolean().nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  status: z
    .object({
      sync: z.object({ status: text, revision: maybeText, revisions: list(z.string()) }).nullish(),
      health,
      history: list(
        z.object({
          id: z.number(),
          revision: maybeText,
          revisions: list(z.string()),
          deployedAt: time,
          deployStartedAt: time,
          initiatedBy: wireInitiator,
        }),
      ),
      operationState: z
        .object({
          operation: wireOperation.nullish(),
          phase: text,
          message: text,
          startedAt: time,
          finishedAt: time,
          retryCount: z.number().nullish(),
          syncResult: z
            .object({ revision: maybeText, revisions: list(z.string()), resources: list(wireResult) })
            .nullish(),
        })
        .nullish(),
      conditions: list(z.object({ type: text, message: text, lastTransitionTime: time })),
      resources: list(wireResource),
      summary: z.object({ images: list(z.string()) }).nullish(),
      reconciledAt: time,
    })
    .nullish(),
  operation: z.object({}).nullish(),
});
export type WireApplication = z.output<typeof wireApplication>;

export const wireFrame = z.object({ result: z.object({ type: z.string(), application: z.unknown() }) });

export const wireList = z.object({
  items: list(
    z.object({
      metadata: z.object({ name: z.string(), namespace: text }).nullish(),
      spec: z.object({ project: text }).nullish(),
      status: z
        .object({
          sync: z.object({ status: text }).nullish(),
          health,
          operationState: z.object({ phase: text }).nullish(),
        })
        .nullish(),
    }),
  ),
});

export const wireVersion = z.object({ Version: text });
export const wireRevision = z.object({ author: text, message: text, date: time });
export const wireError = z.object({ code: z.number().nullish(), message: text, error: z.unknown() });

export const wireTree = z.object({
  nodes: list(
    z.object({
      group: text,
      version: text,
      kind: text,
      namespace: text,
      name: text,
      uid: maybeText,
      parentRefs: list(z.object({ group: text, kind: text, namespace: text, name: text, uid: maybeText })),
      images: list(z.string()),
      health,
      createdAt: time,
      info: list(z.object({ name: text, value: text })),
    }),
  ),
});
