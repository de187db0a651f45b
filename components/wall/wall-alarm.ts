import { type Connection, judged } from "@/components/live/connection";
import { age } from "@/lib/format";
import type { InstanceState } from "@/lib/http/contracts/overview";

export type Alarm = { title: string; detail: string };

type Facts = {
  connection: Connection;
  instances: InstanceState[];
  /** Why the newest state could not be loaded, if so. */
  error: string | null;
  /** By Slipway's clock, and by the browser's. */
  now: number | null;
  browserNow: number | null;
};

/** Why what the screen shows may be old, in words that are read from afar; null while it is live. */
export function wallAlarm({ connection, instances, error, now, browserNow }: Facts): Alarm | null {
  const { state, heardAt, databaseAwaySince } = connection;
  const heard = heardAt === null || browserNow === null ? "" : ` It was last heard ${age(browserNow - heardAt)} ago.`;
  if (state === "signed-out")
    return { title: "Signed out: this is old.", detail: `Somebody must sign in here again.${heard}` };
  if (state === "lost")
    return { title: "No connection: this is old.", detail: `The screen goes on trying by itself.${heard}` };
  if (databaseAwaySince !== null)
    return { title: "This is old.", detail: "Slipway's database does not answer. The screen goes on by itself." };
  if (error !== null) return { title: "This may be old.", detail: `${error} The screen goes on trying by itself.` };
  const silent = judged(instances, now).filter((one) => one.state === "offline" || one.state === "stale");
  const [first] = silent;
  if (!first) return null;
  const since = first.lastEventAt === null || now === null ? "" : ` for ${age(now - Date.parse(first.lastEventAt))}`;
  const who = instances.length === 1 ? "Argo CD" : silent.map(({ name }) => `Argo CD ${name}`).join(", ");
  return { title: "This may be old.", detail: `${who} has not been heard${since}.` };
}
