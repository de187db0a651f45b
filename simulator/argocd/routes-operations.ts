import * as z from "zod";
import { isAutomated } from "./auto-sync";
import { askedFor, type Context, type Route } from "./context";
import { ApiError, missingField } from "./errors";
import { type Call, flagMember, integerMember, jsonBody, sendJson, textMember } from "./http";
import type { JsonObject } from "./json";
import { findApplication, rbacName } from "./lookup";
import { listed } from "./projection";
import { type Caller, enforce } from "./rbac";
import { canSync, decideWindows, InvalidWindows } from "./windows";
import type { Application, Operation } from "./wire";

const requestSchema = z.object({
  resources: z
    .array(
      z.object({ group: z.string().optional(), kind: z.string(), name: z.string(), namespace: z.string().optional() }),
    )
    .nullish(),
  strategy: z
    .object({
      apply: z.object({ force: z.boolean().optional() }).nullish(),
      hook: z.object({ force: z.boolean().optional() }).nullish(),
    })
    .nullish(),
  syncOptions: z.object({ items: z.array(z.string()).nullish() }).nullish(),
  retryStrategy: z
    .object({
      limit: z.number().optional(),
      backoff: z
        .object({ duration: z.string().optional(), factor: z.number().optional(), maxDuration: z.string().optional() })
        .optional(),
      refresh: z.boolean().optional(),
    })
    .nullish(),
  infos: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  manifests: z.array(z.string()).nullish(),
});

function requireOpenWindow(context: Context, app: Application): void {
  const { metadata, spec } = app;
  const project = context.simulation.projects().find((candidate) => candidate.metadata.name === spec.project);
  try {
    const decision = decideWindows(
      project,
      { name: metadata.name, destination: spec.destination },
      context.simulation.nowMs(),
    );
    if (!canSync(decision, true)) throw new ApiError("denied", "cannot sync: blocked by sync window");
  } catch (error) {
    if (error instanceof InvalidWindows)
      throw new ApiError("denied", `cannot sync: invalid sync window: ${error.message}`);
    throw error;
  }
}

async function resolved(context: Context, revision: string): Promise<string> {
  await context.simulation.mirror.fetch({ notOlderThan: 1000 }).catch(() => false);
  const sha = await context.simulation.mirror.load(revision);
  if (sha) return sha;
  const detail = `unable to resolve '${revision}' to a commit SHA: revision not found`;
  throw new ApiError("precondition", `error resolving repo revision: rpc error: code = Unknown desc = ${detail}`);
}

function strategyOf(
  strategy: z.infer<typeof requestSchema>["strategy"],
): NonNullable<Operation["sync"]>["syncStrategy"] {
  if (strategy?.apply) return { apply: strategy.apply.force ? { force: true } : {} };
  if (strategy?.hook) return { hook: strategy.hook.force ? { force: true } : {} };
  return undefined;
}

function start(context: Context, call: Call, name: string, operation: Operation, announcement: string): void {
  if (context.simulation.application(name)?.operation)
    throw new ApiError("precondition", "another operation is already in progress");
  context.simulation.dispatch({ type: "operate", name, operation, announcement });
  const app = context.simulation.application(name);
  sendJson(call, app && listed(app));
}

// The order of these checks is the server's (contract 5.2); the window comes before the permission.
async function sync(context: Context, call: Call, name: string): Promise<void> {
  const caller = context.accounts.require(call.request);
  const body = jsonBody(call);
  const app = findApplication(context.simulation, caller, {
    name,
    project: textMember(body, "project"),
    appNamespace: textMember(body, "appNamespace"),
  });
  requireOpenWindow(context, app);
  enforce(caller, "applications", "sync", rbacName(app));
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success)
    throw new ApiError("invalid", `json: cannot unmarshal request: ${parsed.error.issues[0]?.path.join(".") ?? ""}`);
  if (parsed.data.manifests?.length) enforce(caller, "applications", "override", rbacName(app));
  const revision = textMember(body, "revision") ?? "";
  const dryRun = flagMember(body, "dryRun");
  const target = app.spec.source?.targetRevision ?? "HEAD";
  const automated = isAutomated(app.spec.syncPolicy);
  if (parsed.data.manifests?.length && automated && !dryRun) {
    throw new ApiError(
      "precondition",
      "cannot use local sync when Automatic Sync Policy is enabled unless for dry run",
    );
  }
  if (revision && revision !== target && automated && !dryRun) {
    throw new ApiError("precondition", `Cannot sync to ${revision}: auto-sync currently set to ${target}`);
  }
  const sha = await resolved(context, revision || target);
  const operation = syncOperation(app, caller, sha, body, parsed.data, dryRun);
  const shown = (revision || target) === sha ? sha : `${revision || target} (${sha})`;
  const what = operation.sync?.resources ? "partial sync" : "sync";
  start(context, call, name, operation, `${caller.account} initiated ${what} to ${shown}`);
}

function syncOperation(
  app: Application,
  caller: Caller,
  sha: string,
  body: JsonObject,
  request: z.infer<typeof requestSchema>,
  dryRun: boolean,
): Operation {
  const options = request.syncOptions ? (request.syncOptions.items ?? []) : app.spec.syncPolicy?.syncOptions;
  const strategy = strategyOf(request.strategy);
  return {
    sync: {
      revision: sha,
      ...(flagMember(body, "prune") ? { prune: true } : {}),
      ...(dryRun ? { dryRun: true } : {}),
      ...(strategy ? { syncStrategy: strategy } : {}),
      ...(request.resources?.length ? { resources: request.resources } : {}),
      source: app.spec.source,
      ...(options?.length ? { syncOptions: options } : {}),
    },
    initiatedBy: { username: caller.account },
    ...(request.infos?.length ? { info: request.infos } : {}),
    retry: request.retryStrategy ?? app.spec.syncPolicy?.retry ?? {},
  };
}

async function rollback(context: Context, call: Call, name: string): Promise<void> {
  const caller = context.accounts.require(call.request);
  const body = jsonBody(call);
  const id = integerMember(body, "id");
  if (id === undefined) throw missingField("id");
  const asked = { name, project: textMember(body, "project"), appNamespace: textMember(body, "appNamespace") };
  const app = findApplication(context.simulation, caller, asked, "sync");
  if (isAutomated(app.spec.syncPolicy))
    throw new ApiError("precondition", "rollback cannot be initiated when auto-sync is enabled");
  const entry = app.status.history?.find((candidate) => candidate.id === id);
  if (!entry) throw new ApiError("invalid", `application argocd/${name} does not have deployment with id ${id}`);
  await context.simulation.mirror.load(entry.revision);
  const options = app.spec.syncPolicy?.syncOptions;
  const operation: Operation = {
    sync: {
      revision: entry.revision,
      ...(flagMember(body, "prune") ? { prune: true } : {}),
      ...(flagMember(body, "dryRun") ? { dryRun: true } : {}),
      syncStrategy: { apply: {} },
      source: entry.source,
      ...(options ? { syncOptions: options } : {}),
    },
    initiatedBy: { username: caller.account },
    retry: {},
  };
  start(context, call, name, operation, `${caller.account} initiated rollback to ${id}`);
}

function terminate(context: Context, call: Call, name: string): void {
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name), "sync");
  if (!app.operation || !app.status.operationState) {
    throw new ApiError("invalid", "Unable to terminate operation. No operation is in progress");
  }
  context.simulation.dispatch({ type: "terminate", name, user: caller.account });
  sendJson(call, {});
}

/** Sync, rollback, terminate. None waits for the end. */
export const operationRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part] = segments;
  if (kind !== "applications" || !name || segments.length !== 5) return false;
  if (method === "POST" && part === "sync") await sync(context, call, name);
  else if (method === "POST" && part === "rollback") await rollback(context, call, name);
  else if (method === "DELETE" && part === "operation") terminate(context, call, name);
  else return false;
  return true;
};
