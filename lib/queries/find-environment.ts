import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { sightFor } from "@/lib/domain/sight";
import { seen } from "./seen";

/** An environment by its name, if there is one that the actor may see. */
export async function findEnvironment(actor: Actor, db: Database, name: string): Promise<ResolvedEnvironment | null> {
  const { environments } = await seen(db, sightFor(actor));
  return environments.find(({ environment }) => environment.name === name) ?? null;
}
