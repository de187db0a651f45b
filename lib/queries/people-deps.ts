import "server-only";
import { server } from "@/lib/server";

/** What the people's page and its route ask with. */
export function peopleDeps() {
  const { db, clock, realClock, settings } = server();
  return { db, now: clock.now(), real: realClock.now(), signIn: settings.signIn, gitApiUrl: settings.git.apiUrl };
}
