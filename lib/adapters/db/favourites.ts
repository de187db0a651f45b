import type { Favourites } from "@/lib/ports";
import type { Database } from "./client";

/** What people keep at hand, on PostgreSQL. */
export function createFavourites(db: Database): Favourites {
  return {
    exists: async ({ kind, key }, { environments }) => {
      if (kind === "environment")
        return (await db.environment.count({ where: { AND: [{ name: key }, named(environments)] } })) > 0;
      if (environments === null) return (await db.service.count({ where: { name: key } })) > 0;
      return (await db.cell.count({ where: { service: key, environment: { in: [...environments] } } })) > 0;
    },
    async keep(person, { kind, key }, at, most) {
      if ((await db.favourite.count({ where: { person } })) >= most) await dropGone(db, person);
      const kept = await db.$executeRaw`
        INSERT INTO favourite (person, kind, key, at) SELECT ${person}, ${kind}, ${key}, ${at}
        WHERE (SELECT count(*) FROM favourite f WHERE f.person = ${person} AND (f.kind, f.key) <> (${kind}, ${key})) < ${most}
        ON CONFLICT (person, kind, key) DO UPDATE SET at = favourite.at`;
      return kept > 0;
    },
    async drop(person, { kind, key }) {
      await db.favourite.deleteMany({ where: { person, kind, key } });
    },
  };
}

function named(environments: readonly string[] | null) {
  return environments === null ? {} : { name: { in: [...environments] } };
}

/** What is no more is not shown, and must not stand in the way of what is. */
async function dropGone(db: Database, person: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM favourite f WHERE f.person = ${person}
      AND NOT (f.kind = 'environment' AND EXISTS (SELECT 1 FROM environment WHERE name = f.key))
      AND NOT (f.kind = 'service' AND EXISTS (SELECT 1 FROM service WHERE name = f.key))`;
}
