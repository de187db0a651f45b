export type Recent = { kind: "environment" | "service" | "cell"; key: string };

const MOST = 10;
const MOST_CHARACTERS = 700;

type Store = Pick<Storage, "getItem" | "setItem">;

/** This browser's own; reaching for it may already be refused. */
export const browserStore: Store = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

const nameOf = (person: string) => `slipway-recent:${person}`;

/** Where this person was lately in this browser, the last first. Whatever else stands in the store counts as nothing. */
export function recentOf(store: Store, person: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** A browser that keeps nothing, or is full, goes without. */
export function remember(store: Store, person: string, recent: Recent): void {
  const others = recentOf(store, person).filter(({ kind, key }) => kind !== recent.kind || key !== recent.key);
  try {
    store.setItem(nameOf(person), JSON.stringify([recent, ...others].slice(0, MOST)));
  } catch {
    return;
  }
}

function isRecent(value: unknown): value is Recent {
  if (value === null || typeof value !== "object" || !("kind" in value) || !("key" in value)) return false;
  const { kind, key } = value;
  const isKind = kind === "environment" || kind === "service" || kind === "cell";
  return isKind && typeof key === "string" && key.length <= MOST_CHARACTERS;
}
