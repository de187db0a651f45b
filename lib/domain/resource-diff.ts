import { type Cause, changeCause } from "./change-cause";
import { type DifferenceWords, differenceWords } from "./difference-words";
import { type FieldOwner, fieldOwner } from "./field-owner";
import type { Json } from "./json-value";
import { manifestYaml } from "./manifest-yaml";
import type { ManagedResource } from "./observed-inside";
import { isHidden, isSecretValue, lastApplied, shownManifest } from "./shown-manifest";
import { type Leaf, structuralDiff } from "./structural-diff";
import { type TextDiff, textDiff } from "./text-diff";

/** One difference between the cluster and Git: `before` is live, `after` is Git. */
export type FieldDifference = DifferenceWords & {
  /** Argo CD hides the values: that they differ is all that can be known. */
  masked: boolean;
  owner: FieldOwner | null;
  cause: Cause;
};

/** `changed` on both sides; `created`: in Git alone; `pruned`: in the cluster alone. */
export type ResourceState = "changed" | "created" | "pruned";

/** What one resource differs in: field by field, and as the text that a sync would take away and put there. */
export type ComparedResource = {
  state: ResourceState;
  words: FieldDifference[];
  moreWords: number;
  /** Of all its differences, not only of those in words. */
  causes: Cause[];
  lines: TextDiff;
};

type Bounds = { words: number; lines: number };
/** Of more than so many differences the cause of the rest is not looked for. */
const MOST_CAUSES = 2_000;

type Pair = { whole: Json; live: Json; git: Json; leaves: Leaf[] };

/**
 * Compares the two documents that Argo CD compared (contract 5.4); null where nothing differs, and for a hook. Each step is
 * short even for 5 MB, so whoever drives it may answer others in between. Throws for what is no JSON.
 */
export function* compareResource(resource: ManagedResource, most: Bounds): Generator<void, ComparedResource | null> {
  const { hook, normalizedLive, predictedLive } = resource;
  if (hook || normalizedLive === predictedLive) return null;
  const whole = read(normalizedLive);
  const live = shownManifest(whole);
  yield;
  const git = shownManifest(read(predictedLive));
  yield;
  const state = stateOf(live, git);
  if (state === null) return null;
  const leaves = state === "changed" ? structuralDiff(live, git) : [];
  if (state === "changed" && leaves.length === 0) return null;
  yield;
  const pair = { whole, live, git, leaves };
  const words = pairWords(pair, most.words);
  const causes = causesOf(pair);
  yield;
  const before = asText(live);
  yield;
  const after = asText(git);
  yield;
  const lines = textDiff(before, after, { mostLines: most.lines });
  return { state, words, moreWords: leaves.length - words.length, causes, lines };
}

function stateOf(live: Json, git: Json): ResourceState | null {
  if (live === null) return git === null ? null : "created";
  return git === null ? "pruned" : "changed";
}

function asText(side: Json): string {
  return side === null ? "" : manifestYaml(side);
}

function pairWords({ whole, git, leaves }: Pair, most: number): FieldDifference[] {
  const deployed = lastApplied(whole);
  return leaves.slice(0, most).map((leaf) => {
    const masked = isSecretValue(git, leaf.path) || (isHidden(leaf.before) && isHidden(leaf.after));
    const { what, before, after } = differenceWords(leaf);
    return {
      what,
      before: masked ? null : before,
      after: masked ? null : after,
      masked,
      owner: fieldOwner(whole, leaf.path),
      cause: changeCause(leaf, { whole, deployed }),
    };
  });
}

function causesOf({ whole, leaves }: Pair): Cause[] {
  const deployed = lastApplied(whole);
  const known = leaves.slice(0, MOST_CAUSES).map((leaf) => changeCause(leaf, { whole, deployed }));
  return [...new Set<Cause>(leaves.length > MOST_CAUSES ? [...known, "unclear"] : known)];
}

function read(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}
