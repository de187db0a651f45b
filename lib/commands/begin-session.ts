import { randomUUID } from "node:crypto";
import type { Identity } from "@/lib/domain/policy";
import type { Clock, People } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";
import { groupsRecord } from "./groups-record";

/** A session ends after this, whatever its cookie says. */
export const SESSION_MS = 8 * 60 * 60_000;
const MOST_OF_BROWSER = 120;

type Deps = { people: People; clock: Clock; realClock: Clock };
type Asked = Omit<Asking, "actor"> & { identity: Identity; browser: string };

/** Lets somebody in who may be here: the person as they came now, their session, and the record, or nothing. Gives its id. */
export async function beginSession(
  { people, clock, realClock }: Deps,
  { identity, browser, ...asking }: Asked,
): Promise<string> {
  const [at, real] = [clock.now(), realClock.now()];
  const session = {
    id: randomUUID(),
    identity,
    begun: at,
    real,
    until: new Date(real.getTime() + SESSION_MS),
    address: asking.address,
    browser: browser.slice(0, MOST_OF_BROWSER),
  };
  const context = auditContext({ ...asking, actor: identity }, at);
  const details = { provider: identity.provider };
  await people.begin(session, { ...context, kind: "signed-in", details }, (before) =>
    groupsRecord(before, identity, at),
  );
  return session.id;
}
