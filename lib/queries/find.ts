import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { termsOf, wordsOf } from "@/lib/domain/finding";
import { sightFor } from "@/lib/domain/sight";
import type { FindAnswer, Found, FoundGroup, FoundKind } from "@/lib/http/contracts/find";
import { findCommits } from "./find-commits";
import { findResources } from "./find-resources";
import { MOST_FOUND } from "./find-sql";
import { findApplications, findCells, findEnvironments, findServices, placesNamed } from "./find-things";
import { seen } from "./seen";

/** Whatever is called so, or nearly, in groups of at most eight. */
export async function find(actor: Actor, { db }: { db: Database }, q: string): Promise<FindAnswer> {
  const { environments, sight } = await seen(db, sightFor(actor));
  const words = wordsOf(q);
  const terms = termsOf(
    words,
    environments.flatMap(({ environment: { name, short } }) => [name, short]),
  );
  const places = placesNamed(environments, words).slice(0, MOST_FOUND);
  if (!terms) return { q, groups: [], places };
  const [services, cells, applications, resources, commits] = await Promise.all([
    findServices(db, terms, sight),
    findCells(db, terms, sight),
    findApplications(db, terms, sight),
    findResources(db, terms, sight),
    findCommits(db, words, sight),
  ]);
  const groups = [
    group("environment", findEnvironments(environments, terms)),
    group("service", services),
    group("cell", cells),
    group("application", applications),
    group("resource", resources),
    group("commit", commits),
  ];
  return { q, groups: groups.filter(({ found }) => found.length > 0), places };
}

function group(kind: FoundKind, found: readonly Found[]): FoundGroup {
  return { kind, found: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND };
}
