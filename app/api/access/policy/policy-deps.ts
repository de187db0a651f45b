import { DEMO_PEOPLE, demoIdentity } from "@/lib/auth/demo-people";
import { knownPeople } from "@/lib/queries/known-people";
import { server } from "@/lib/server";

/** What the pages of access ask with: the database, the repository's address, the policy's file, the people. */
export async function policyDeps() {
  const { db, settings, realClock } = server();
  const demo = settings.demo ? DEMO_PEOPLE.flatMap(({ login }) => demoIdentity(login) ?? []) : [];
  const people = await knownPeople(db, realClock.now(), demo);
  return { db, git: settings.git, file: settings.pipelinePath, people };
}
