import { asActor } from "@/app/api/as-actor";
import { momentOf, readLogChoices } from "@/lib/domain/log-choices";
import { logDownload } from "@/lib/http/logs/log-download";
import { openLogs } from "@/lib/http/logs/open-logs";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ environment: string }> };

const MOST = { tail: 1_000_000, lineCharacters: 4_000_000 };

/** What the cluster keeps of the chosen logs, as a file; `from` and `to` bound it. */
export const GET = asActor<Context>(async ({ actor, request, query, context }) => {
  const { environment } = await context.params;
  const choices = { ...readLogChoices((name) => query.get(name)), follow: false, at: null };
  const opened = await openLogs(actor, server(), {
    environment,
    choices,
    tail: MOST.tail,
    since: momentOf(query.get("from")),
    mostLineCharacters: MOST.lineCharacters,
    signal: request.signal,
  });
  if (opened instanceof Response) return opened;
  const { flow, chosen } = opened;
  const what = choices.pods.length === 1 ? choices.pods[0] : choices.service;
  const stamp = server().clock.now().toISOString().slice(0, 19).replaceAll(":", "");
  const name = [environment, what, choices.previous ? "previous" : null, stamp].filter(Boolean).join("-");
  return logDownload({ flow, name, isOfMany: chosen.read.length > 1, until: momentOf(query.get("to")) });
});
