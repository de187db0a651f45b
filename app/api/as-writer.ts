import type * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { originOf } from "@/app/api/request-origin";
import { showsToken } from "@/lib/auth/token-actor";
import type { Asking } from "@/lib/commands/audit-context";
import { readBody } from "@/lib/http/read-body";
import { refusal } from "@/lib/http/refusal";
import { isSameOrigin } from "@/lib/http/same-origin";
import type { Limits } from "@/lib/ports";
import { currentPipeline, server } from "@/lib/server";

type Asked<Body, Context> = {
  asking: Asking & { actor: NonNullable<Asking["actor"]> };
  body: Body;
  request: Request;
  context: Context;
};

/**
 * A route that changes something: asked from our own pages or with a service token, by who may be here, with a body of the shape that
 * `expects` words. Whether they may do it is for the command to say.
 */
export function asWriter<Body, Context>(
  { shape, expects }: { shape: z.ZodType<Body>; expects: string },
  work: (asked: Asked<Body, Context>) => Promise<Response>,
) {
  return asActor<Context>(async ({ actor, request, context }) => {
    // A browser sends cookies by itself, a token never: only what a cookie signs in can be forged from another site.
    if (!showsToken(request) && !isSameOrigin(request, server().settings.web.url)) return refusal("other-origin");
    const origin = originOf(request);
    const wait = await tooOften(server().limits, actor.id, origin.address);
    if (wait !== null) return refusal("too-many", undefined, { "Retry-After": String(wait) });
    const read = await readBody(request);
    if (!read.ok) return refusal("too-large");
    const body = shape.safeParse(read.value);
    if (!body.success) return refusal("bad-input", expects);
    const asking = { actor, pipeline: await currentPipeline(), ...origin };
    return work({ asking, body: body.data, request, context });
  });
}

/** The seconds to wait for who writes too often, by themselves or from their address; null when they may. */
async function tooOften(limits: Limits, actor: string, address: string | null): Promise<number | null> {
  const byActor = await limits.take("write-by-actor", actor);
  return byActor ?? limits.take("write-by-address", address ?? "unknown");
}
