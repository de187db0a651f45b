import { Prisma } from "@/lib/adapters/db/generated/client";

/** How many of each kind are shown; one more is read, to know whether there are others. */
export const MOST_FOUND = 8;
/** More than are shown are read, since the domain's order is finer than the database's. */
export const READ = 3 * MOST_FOUND;

const SEPARATORS = "./_: @";

/** Whether the text holds the word; both in small letters. Without patterns: nothing typed has a meaning of its own. */
export function has(text: Prisma.Sql, word: string): Prisma.Sql {
  return Prisma.sql`strpos(${text}, ${word}) > 0`;
}

export function hasAll(text: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  return Prisma.join(
    words.map((word) => has(text, word)),
    " AND ",
  );
}

/** How well a name in small letters fits, as lib/domain/finding.ts ranks it: the best are read first. */
export function closeness(name: Prisma.Sql, word: string): Prisma.Sql {
  const start = `-${unified(word)}`;
  return Prisma.sql`CASE WHEN ${name} = ${word} THEN 0 WHEN starts_with(${name}, ${word}) THEN 1
    WHEN strpos(translate(${name}, ${SEPARATORS}, '------'), ${start}) > 0 THEN 2 ELSE 3 END`;
}

function unified(word: string): string {
  return [...word].map((letter) => (SEPARATORS.includes(letter) ? "-" : letter)).join("");
}
