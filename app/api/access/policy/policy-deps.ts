import { knownPeople } from "@/lib/auth/known-people";
import { server } from "@/lib/server";

/** What the pages of access ask with: the database, the repository's address, the policy's file, the people. */
export async function policyDeps() {
  const { db, settings } = server();
  return { db, git: settings.git, file: settings.pipelinePath, people: await knownPeople(settings) };
}
