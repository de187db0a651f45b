import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import { holdsAll, inOrder, rankOf, type Terms } from "@/lib/domain/finding";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Sight } from "@/lib/domain/sight";
import { TONES } from "@/lib/domain/status";
import type { Found } from "@/lib/http/contracts/find";
import { environmentPath, overviewPath, servicePath } from "@/lib/routes";
import { argocdAddress } from "./argocd-address";
import { closeness, has, hasAll, READ } from "./find-sql";
import { hasPlace, within } from "./seen";

const NOTHING = { detail: "", outside: false, tone: null, words: "", at: null };

/** Environments by their name or short name. There are dozens at most, and all are at hand. */
export function findEnvironments(environments: readonly ResolvedEnvironment[], { words, lead }: Terms): Found[] {
  const fitting = environments.filter(({ environment: { name, short } }) => holdsAll(words, [name, short]));
  const named = inOrder(fitting, ({ environment }) => environment.name, lead);
  const rest = fitting.filter((one) => !named.includes(one));
  return [...named, ...rest].map(({ environment }) => ({
    ...NOTHING,
    key: environment.name,
    name: environment.name,
    detail: environment.from === null ? "" : `after ${environment.from}`,
    href: environmentPath(environment.name),
  }));
}

/** Services by their name; each is a row of the overview. */
export async function findServices(db: Database, { words, lead }: Terms, sight: Sight): Promise<Found[]> {
  const name = Prisma.sql`lower(name)`;
  const rows = await db.$queryRaw<{ name: string; about: string }[]>`
    SELECT name, about FROM service WHERE ${has(name, lead)} AND ${hasAll(name, words)} AND ${hasPlace(Prisma.sql`service.name`, sight)}
    ORDER BY ${closeness(name, lead)}, length(name), name LIMIT ${READ}`;
  return inOrder(rows, (row) => row.name, lead).map((row) => ({
    ...NOTHING,
    key: row.name,
    name: row.name,
    detail: row.about,
    href: overviewPath({ q: row.name }),
  }));
}

type CellRow = { environment: string; service: string; version: string | null; tone: string; words: string };

/** A service where it runs, by its name and by its environment's. */
export async function findCells(db: Database, { words, lead }: Terms, sight: Sight): Promise<Found[]> {
  const service = Prisma.sql`lower(c.service)`;
  const all = Prisma.sql`lower(c.service || ' ' || e.name || ' ' || e.short)`;
  const rows = await db.$queryRaw<CellRow[]>`
    SELECT c.environment, c.service, COALESCE(c.desired, c.running[array_upper(c.running, 1)]) AS version, c.tone, c.words
    FROM cell c JOIN environment e ON e.name = c.environment WHERE ${has(service, lead)} AND ${hasAll(all, words)}
      AND ${within(Prisma.sql`c.environment`, sight)}
    ORDER BY ${closeness(service, lead)}, length(c.service), c.service, e.position LIMIT ${READ}`;
  return inOrder(rows, (row) => row.service, lead).map((row) => ({
    ...NOTHING,
    key: `${row.environment}/${row.service}`,
    name: row.service,
    detail: `${row.version ?? "no version known"} in ${row.environment}`,
    href: servicePath(row.environment, row.service),
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
  }));
}

type ApplicationRow = {
  id: string;
  name: string;
  namespace: string;
  environment: string | null;
  tone: string;
  words: string;
  url: string;
};

/** Applications by their name; what no environment claims is found at its Argo CD. */
export async function findApplications(db: Database, { words, lead }: Terms, sight: Sight): Promise<Found[]> {
  const name = Prisma.sql`lower(a.name)`;
  const all = Prisma.sql`lower(a.name || ' ' || COALESCE(a.environment, ''))`;
  const rows = await db.$queryRaw<ApplicationRow[]>`
    SELECT a.id, a.name, a.namespace, a.environment, a.tone, a.words, i.url FROM application a JOIN instance i ON i.name = a.instance
    WHERE a.present AND ${has(name, lead)} AND ${hasAll(all, words)} AND ${within(Prisma.sql`a.environment`, sight)}
    ORDER BY ${closeness(name, lead)}, length(a.name), a.name LIMIT ${READ}`;
  return inOrder(rows, (row) => row.name, lead).map((row) => ({
    ...NOTHING,
    key: row.id,
    name: row.name,
    detail: row.environment === null ? "of no environment, at Argo CD" : `in ${row.environment}`,
    href:
      row.environment === null
        ? argocdAddress(row.url, row)
        : environmentPath(row.environment, "resources", { application: row.name }),
    outside: row.environment === null,
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
  }));
}

/** Environments that a word names, or all where none does. */
export function placesNamed(environments: readonly ResolvedEnvironment[], words: readonly string[]) {
  const all = environments.map(({ environment: { name, short } }) => ({ name, short }));
  const named = all.filter(({ name, short }) =>
    words.some((word) => rankOf(name, word) !== null || rankOf(short, word) !== null),
  );
  return named.length > 0 ? named : all;
}
