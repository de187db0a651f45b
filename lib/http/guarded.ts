import { type Database, databaseAnswers } from "@/lib/adapters/db/client";
import type { Log } from "@/lib/ports";
import { refusal } from "./refusal";

const ANSWER_MS = 2_000;

/** A route's work, guarded: what it throws is whole in the log and vague outside, and says so when the database is away. */
export async function guarded(
  { db, log }: { db: Database; log: Log },
  request: Request,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error("a request failed", { method: request.method, path: new URL(request.url).pathname, reason });
    return refusal((await databaseAnswers(db, ANSWER_MS)) ? "failed" : "unavailable");
  }
}
