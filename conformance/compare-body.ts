import { byForm } from "./by-form";
import { isObject, type Members } from "./members";

/** One place at which two answers differ; texts are as they were compared. */
export interface Difference {
  path: string;
  recorded: string;
  replayed: string;
}

// Counters of the server's own store: that they are there and of their form is all that can be compared.
const COUNTERS = new Set(["resourceVersion", "generation", "observedGeneration", "issuedAt", "expiresAt"]);

function shown(value: unknown): string {
  const text = value === undefined ? "(absent)" : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function embedded(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identity(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { group, kind, name, namespace, reason, message, type, status } = value;
  if (typeof type === "string" && typeof status === "string") return `condition ${type}`;
  if (isObject(value.involvedObject)) return `${reason} ${value.count} ${byForm(String(message))}`;
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  const images = Array.isArray(value.images) ? value.images.join() : "";
  return `${group ?? ""}/${kind}/${namespace ?? ""}/${byForm(name)} ${images}`;
}

class Comparison {
  readonly differences: Difference[] = [];

  note(path: string, recorded: unknown, replayed: unknown): void {
    this.differences.push({ path, recorded: shown(recorded), replayed: shown(replayed) });
  }

  values(path: string, recorded: unknown, replayed: unknown, key = ""): void {
    if (Array.isArray(recorded) && Array.isArray(replayed)) this.#arrays(path, recorded, replayed);
    else if (isObject(recorded) && isObject(replayed)) this.#objects(path, recorded, replayed);
    else if (typeof recorded === "string" && typeof replayed === "string") this.#texts(path, recorded, replayed, key);
    else if (typeof recorded === "number" && typeof replayed === "number" && COUNTERS.has(key)) return;
    else if (recorded !== replayed) this.note(path, recorded, replayed);
  }

  #objects(path: string, recorded: Members, replayed: Members): void {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(replayed)]);
    for (const key of keys) {
      const inner = /^[\w$-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
      this.values(inner, recorded[key], replayed[key], key);
    }
  }

  #texts(path: string, recorded: string, replayed: string, key: string): void {
    if (COUNTERS.has(key) && /^\d+$/.test(recorded) && /^\d+$/.test(replayed)) return;
    const inner = [embedded(recorded), embedded(replayed)];
    if (inner[0] !== undefined && inner[1] !== undefined) {
      this.values(`${path}→`, inner[0], inner[1]);
      if (recorded.endsWith("\n") !== replayed.endsWith("\n"))
        this.note(`${path}→(last line break)`, recorded.at(-1), replayed.at(-1));
      return;
    }
    const [a, b] = [byForm(recorded), byForm(replayed)];
    if (a !== b) this.note(path, a, b);
  }

  #arrays(path: string, recorded: unknown[], replayed: unknown[]): void {
    const named = [...recorded, ...replayed].every((item) => identity(item) !== undefined);
    if (named && recorded.length + replayed.length > 0) {
      this.#named(path, recorded, replayed);
      return;
    }
    for (let index = 0; index < Math.max(recorded.length, replayed.length); index++)
      this.values(`${path}[${index}]`, recorded[index], replayed[index]);
  }

  // Objects that are named are compared with their namesakes. Their order counts by kind: within a kind the real server
  // works in parallel and by generated names.
  #named(path: string, recorded: unknown[], replayed: unknown[]): void {
    const rest = [...replayed];
    for (const item of recorded) {
      const name = identity(item) ?? "";
      const twin = likest(
        item,
        rest.filter((candidate) => identity(candidate) === name),
      );
      rest.splice(rest.indexOf(twin), twin === undefined ? 0 : 1);
      const label = name.trim().replace(/ .*/, "");
      if (twin === undefined) this.note(`${path}[${label}]`, item, undefined);
      else this.values(`${path}[${label}]`, item, twin);
    }
    for (const item of rest) this.note(`${path}[${(identity(item) ?? "").trim().replace(/ .*/, "")}]`, undefined, item);
    if (recorded.length !== replayed.length) return;
    const [a, b] = [kinds(recorded), kinds(replayed)];
    if (a !== b) this.note(`${path}(order)`, a, b);
  }
}

/** Of those that may be meant (several hooks have names of one form), the one that differs least. */
function likest(item: unknown, candidates: unknown[]): unknown {
  if (candidates.length < 2) return candidates[0];
  const counted = candidates.map((candidate) => ({ candidate, count: compareBody(item, candidate).length }));
  return counted.reduce((best, other) => (other.count < best.count ? other : best)).candidate;
}

function kinds(items: unknown[]): string {
  const list = items.map((item) => (isObject(item) ? String(item.kind) : ""));
  return list.filter((kind, index) => kind !== list[index - 1]).join(" ");
}

/** Compares two JSON values field by field, also within texts that are JSON; ids, times and generated names by their form. */
export function compareBody(recorded: unknown, replayed: unknown): Difference[] {
  const comparison = new Comparison();
  comparison.values("$", recorded, replayed);
  return comparison.differences;
}
