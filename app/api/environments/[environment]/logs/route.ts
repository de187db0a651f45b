import { asActor } from "@/app/api/as-actor";
import { actorOf } from "@/lib/auth/auth";
import { momentOf, readLogChoices } from "@/lib/domain/log-choices";
import { logResponse } from "@/lib/http/logs/log-response";
import { logWindow } from "@/lib/http/logs/log-window";
import { openLogs } from "@/lib/http/logs/open-logs";
import { logsRefusal } from "@/lib/queries/log-application";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ environment: string }> };

/** So many of each pod's newest lines are looked through for a moment, from so long before it on. */
const MOMENT = { tail: 1_000_000, beforeMs: 10 * 60_000 };
/** After a break a page asks for what it has missed; more than this it has not. */
const RESUME_TAIL = 10_000;

/** The lines of the chosen pods, merged, as they are written; `since` resumes. */
export const GET = asActor<Context>(async ({ actor, request, query, context }) => {
  const { environment } = await context.params;
  const choices = readLogChoices((name) => query.get(name));
  const resumed = momentOf(query.get("since"));
  const tail = choices.at ? MOMENT.tail : resumed ? RESUME_TAIL : choices.tail;
  const since = choices.at ? new Date(choices.at.getTime() - MOMENT.beforeMs) : resumed;
  const opened = await openLogs(actor, server(), { environment, choices, tail, since, signal: request.signal });
  if (opened instanceof Response) return opened;
  const stillMay = async () => {
    const now = await actorOf(request);
    return now !== null && (await logsRefusal(now, server(), environment)) === null;
  };
  return logResponse({ ...opened, window: choices.at ? logWindow(choices.at) : null, stillMay });
});
