import type { Database } from "@/lib/adapters/db/client";
import { resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { ResolvedEnvironment } from "@/lib/domain/placement";

/** An environment by its name, if there is one that the actor may see. Everyone signed in reads. */
export async function findEnvironment(_actor: Actor, db: Database, name: string): Promise<ResolvedEnvironment | null> {
  return (await resolvedEnvironments(db)).find(({ environment }) => environment.name === name) ?? null;
}
