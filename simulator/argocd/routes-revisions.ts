import { askedFor, type Context, type Route } from "./context";
import { ApiError } from "./errors";
import { type Call, firstQuery, sendJson } from "./http";
import { canonical } from "./json";
import { findApplication } from "./lookup";
import { masked } from "./masking";
import type { Application } from "./wire";

async function metadata(context: Context, call: Call, revision: string): Promise<void> {
  if (!/^[0-9a-f]{7,40}$/.test(revision)) throw new ApiError("unknown", `revision ${revision} must be resolved`);
  const found = (await context.simulation.mirror.metadata(revision)) ?? (await fetchedMetadata(context, revision));
  if (found) return sendJson(call, found);
  const detail = `\`git fetch origin ${revision} --tags --force --prune\` failed exit status 128: fatal: remote error: upload-pack: not our ref ${revision}`;
  throw new ApiError(
    "unknown",
    `error acquiring repo lock: failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${revision}: ${detail}`,
  );
}

async function fetchedMetadata(context: Context, revision: string) {
  await context.simulation.mirror.fetch({ notOlderThan: 1000 }).catch(() => false);
  return context.simulation.mirror.metadata(revision);
}

async function manifests(context: Context, call: Call, app: Application): Promise<void> {
  const asked = firstQuery(call, "revision") ?? app.spec.source?.targetRevision ?? "HEAD";
  const sha = await context.simulation.mirror.load(asked);
  if (!sha) throw new ApiError("unknown", `unable to resolve '${asked}' to a commit SHA: revision not found`);
  const result = context.simulation.mirror.snapshots().rendered(app.spec, app.metadata.name, sha);
  if (!result.ok) throw new ApiError("unknown", result.message);
  sendJson(call, { manifests: [...result.manifests, ...result.hooks].map((manifest) => canonical(masked(manifest))) });
}

/** Revision metadata, chart details (never: these are no chart repositories) and manifests at a revision. */
export const revisionRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part, revision, what] = segments;
  if (method !== "GET" || kind !== "applications" || !name) return false;
  const isRevision = part === "revisions" && segments.length === 7;
  const isManifests = part === "manifests" && segments.length === 5;
  if (!isRevision && !isManifests) return false;
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  if (isManifests) await manifests(context, call, app);
  else if (what === "metadata") await metadata(context, call, revision ?? "");
  else if (what === "chartdetails") throw new ApiError("unknown", `no chart found for application: ${name}`);
  else if (what === "ocimetadata") throw new ApiError("unknown", `no OCI repository found for application: ${name}`);
  else return false;
  return true;
};
