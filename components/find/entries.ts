import { PLACES } from "@/components/shell/places";
import { inOrder, rankOf, wordsOf } from "@/lib/domain/finding";
import type { Favourite, FindAnswer, FoundKind } from "@/lib/http/contracts/find";
import type { EnvironmentName } from "@/lib/http/contracts/frame";
import type { Time } from "@/lib/http/contracts/overview";
import type { Tone } from "@/lib/http/contracts/status";
import { type EnvironmentTab, environmentPath, overviewPath, SIGN_OUT, servicePath, wallPath } from "@/lib/routes";
import type { Recent } from "./recent";

/** One line of the palette: a thing to go to, or something to do. */
export type Entry = {
  value: string;
  name: string;
  detail: string;
  tone: Tone | null;
  words: string;
  at: Time | null;
  leads: { to: "page" | "outside"; href: string } | { to: "help" | "theme" };
  /** Kept as where one was lately. */
  recent: Recent | null;
};
export type Section = { heading: string; entries: Entry[]; more: boolean };

const PLAIN = { detail: "", tone: null, words: "", at: null, recent: null };

/** The pages and what can be done from anywhere. */
const ACTIONS: Entry[] = [
  ...PLACES.map(({ word, path, letter }) => go(word, path, `g ${letter}`)),
  go("Wall screen", wallPath(), "plain status, for a screen that needs no hands"),
  { ...PLAIN, value: "theme", name: "Change theme", detail: "light or dark", leads: { to: "theme" } },
  { ...PLAIN, value: "help", name: "Keys", detail: "all shortcuts", leads: { to: "help" } },
  go("Sign out", SIGN_OUT, ""),
];

function go(name: string, href: string, detail: string): Entry {
  return { ...PLAIN, value: `go ${href}`, name, detail, leads: { to: "page", href } };
}

type Part = { tab: EnvironmentTab; word: string };

/** What is shown for what was typed: the things found, parts of the environments named, and what can be done. */
export function sectionsFor(answer: FindAnswer, parts: readonly Part[]): Section[] {
  const words = wordsOf(answer.q);
  const doing = [...partsOf(answer.places, parts, words), ...actionsFor(words)];
  return [...answer.groups.map(sectionOf), { heading: "Go to", entries: doing, more: false }].filter(
    ({ entries }) => entries.length > 0,
  );
}

/** Before anything is typed: what is kept, where one was, and what can be done. */
export function sectionsAtFirst(favourites: readonly Favourite[], recent: readonly Recent[]): Section[] {
  const kept = favourites.map(({ kind, key, tone }) => ({ ...thing({ kind, key }, "favourite"), tone }));
  const lately = recent
    .filter((one) => !favourites.some(({ kind, key }) => kind === one.kind && key === one.key))
    .map((one) => thing(one, "recent"));
  return [
    { heading: "Favourites", entries: kept, more: false },
    { heading: "Lately", entries: lately, more: false },
    { heading: "Go to", entries: ACTIONS, more: false },
  ].filter(({ entries }) => entries.length > 0);
}

const HEADINGS: Record<FoundKind, string> = {
  environment: "Environments",
  service: "Services",
  cell: "Where it runs",
  application: "Applications",
  resource: "Resources",
  commit: "Commits",
};

function sectionOf({ kind, found, more }: FindAnswer["groups"][number]): Section {
  const entries = found.map(
    ({ key, name, detail, href, outside, tone, words, at }): Entry => ({
      value: `${kind} ${key}`,
      name,
      detail,
      tone,
      words,
      at,
      leads: { to: outside ? "outside" : "page", href },
      recent: kind === "environment" || kind === "service" || kind === "cell" ? { kind, key } : null,
    }),
  );
  return { heading: HEADINGS[kind], entries, more };
}

/** "logs of staging": each part that a word names, of each environment meant. */
function partsOf(places: readonly EnvironmentName[], parts: readonly Part[], words: readonly string[]): Entry[] {
  return places.flatMap(({ name, short }) => {
    const left = words.filter((word) => rankOf(name, word) === null && rankOf(short, word) === null);
    if (left.length === 0) return [];
    return parts
      .filter(({ word }) => left.every((one) => rankOf(word, one) !== null))
      .map(({ tab, word }) => go(`${word} of ${name}`, environmentPath(name, tab), ""));
  });
}

function actionsFor(words: readonly string[]): Entry[] {
  const [first] = words;
  if (first === undefined) return [];
  const fitting = ACTIONS.filter(({ name }) => words.every((word) => rankOf(name, word) !== null));
  return inOrder(fitting, ({ name }) => name, first);
}

function thing(recent: Recent, from: string): Entry {
  const { kind, key } = recent;
  const value = `${from} ${kind} ${key}`;
  const entry = (name: string, detail: string, href: string): Entry => ({
    ...PLAIN,
    value,
    name,
    detail,
    leads: { to: "page", href },
    recent,
  });
  switch (kind) {
    case "environment":
      return entry(key, "environment", environmentPath(key));
    case "service":
      return entry(key, "service", overviewPath({ q: key }));
    case "cell": {
      const slash = key.indexOf("/");
      const [environment, service] = [key.slice(0, slash), key.slice(slash + 1)];
      return entry(service, `in ${environment}`, servicePath(environment, service));
    }
  }
}
