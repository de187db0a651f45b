import * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { asWriter } from "@/app/api/as-writer";
import { mintToken } from "@/lib/auth/token-secret";
import { makeServiceToken } from "@/lib/commands/make-service-token";
import { ALL_ACTIONS } from "@/lib/domain/token-scope";
import type { NewServiceToken } from "@/lib/http/contracts/service-tokens";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { serviceTokens } from "@/lib/queries/service-tokens";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";

/** What a glob may hold: names of environments are of these characters. */
const Glob = z.string().regex(/^[A-Za-z0-9*._-]{1,100}$/);
const Body = z.object({
  name: z.string().max(200),
  environments: z.array(Glob).max(50),
  actions: z.array(z.enum(ALL_ACTIONS)).max(50),
  days: z.number(),
});
const expects =
  "A token is { name, environments: names or globs such as dev-*, actions: those of pipeline.yaml, days: 1 to 365 }.";

/** All tokens, newest first, without anything of their secrets but the first characters. */
export const GET = asActor(async ({ actor, query }) => {
  const { db, realClock } = server();
  const page = Number(query.get("page") ?? 1);
  if (!Number.isSafeInteger(page) || page < 1 || page > 100_000)
    return refusal("bad-input", "page is a number from 1.");
  const answer = await serviceTokens(actor, { db, now: realClock.now() }, { pipeline: await currentPipeline(), page });
  return answer.ok ? Response.json(answer.value, { headers: NOT_KEPT }) : refusal("not-allowed", answer.message);
});

/** Makes one; the secret stands in this answer and in no other. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  const outcome = await makeServiceToken({ ...server(), mint: mintToken }, asking, body);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  const { id, secret, until, warning } = outcome;
  const made: NewServiceToken = { id, secret, until: until.toISOString(), warning };
  return Response.json(made, { status: 201, headers: NOT_KEPT });
});
