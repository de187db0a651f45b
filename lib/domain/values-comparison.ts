import { differenceWords } from "./difference-words";
import { matchesGlob } from "./glob";
import { isMap, type Json } from "./json-value";
import { type Leaf, structuralDiff } from "./structural-diff";
import { readDocument } from "./yaml-document";

/** One value that differs between two values files; `expected`: the policy's glob that says it should. */
export type ValueDifference = {
  /** The service whose section it stands in; null where it is none's. */
  service: string | null;
  /** "replicas", "config.QUEUE_SIZE": below the service. */
  what: string;
  before: string | null;
  after: string | null;
  expected: string | null;
};

export type ValuesComparison =
  | { state: "compared"; differences: ValueDifference[]; more: number }
  | { state: "unreadable"; reason: string };

type Policy = {
  services: readonly { name: string; version: readonly string[] }[];
  expectedToDiffer: readonly string[];
};

const MOST = 300;

/**
 * What two values files differ in besides versions, the unexpected first. A section that only one side has is told value by
 * value, so that what the policy expects of them is known of each.
 */
export function compareValues(before: string, after: string, policy: Policy): ValuesComparison {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if ("reason" in was) return { state: "unreadable", reason: was.reason };
  if ("reason" in is) return { state: "unreadable", reason: is.reason };
  const versions = new Set(policy.services.map(({ version }) => version.join(".")));
  const leaves = structuralDiff(was.value, is.value).flatMap(singly);
  const differences = leaves.flatMap((leaf) => {
    const path = dotted(leaf);
    return versions.has(path) ? [] : [differenceOf(leaf, path, policy)];
  });
  differences.sort((a, b) => Number(a.expected !== null) - Number(b.expected !== null));
  return { state: "compared", differences: differences.slice(0, MOST), more: Math.max(0, differences.length - MOST) };
}

function valuesOf(text: string): { value: Json } | { reason: string } {
  const read = readDocument(text);
  const [fault] = read.ok ? read.yaml.duplicates : read.faults;
  if (fault) return { reason: `${fault.reason} (line ${fault.line})` };
  if (!read.ok) return { reason: "The values file cannot be read" };
  return { value: read.yaml.document.toJS({ maxAliasCount: -1 }) as Json }; // readDocument bounds what aliases expand to
}

function singly(leaf: Leaf): Leaf[] {
  const { path, before, after } = leaf;
  const [only, isBefore] = before === undefined ? [after, false] : after === undefined ? [before, true] : [null, false];
  if (!isMap(only ?? null) || Object.keys(only as object).length === 0) return [leaf];
  return Object.entries(only as Record<string, Json>).flatMap(([key, value]) =>
    singly({
      path: [...path, { key }],
      before: isBefore ? value : undefined,
      after: isBefore ? undefined : value,
      reordered: false,
    }),
  );
}

function differenceOf(leaf: Leaf, path: string, { services, expectedToDiffer }: Policy): ValueDifference {
  const [first] = leaf.path;
  const section = first && "key" in first ? first.key : null;
  const service = services.find(({ version }) => version.length > 1 && version[0] === section)?.name ?? null;
  const { before, after } = differenceWords({ ...leaf, path: [] });
  return {
    service,
    what: placeWords(service === null ? leaf : { ...leaf, path: leaf.path.slice(1) }),
    before,
    after,
    expected: expectedToDiffer.find((glob) => matchesGlob(glob, path)) ?? null,
  };
}

const MOST_CHARACTERS = 160;

function placeWords(leaf: Leaf): string {
  const path = dotted(leaf);
  return path === "replicaCount" ? "replicas" : path.slice(0, MOST_CHARACTERS);
}

function dotted({ path }: Leaf): string {
  return path.map((step) => ("key" in step ? step.key : step.item)).join(".");
}
