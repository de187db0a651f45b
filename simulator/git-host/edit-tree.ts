import { Refused } from "./answer";
import { gitText } from "./git";
import { entriesOf } from "./git-objects";

export type TreeEdit = { path: string; entry: { mode: string; type: string; sha: string } | null };
type Step = { parts: string[]; entry: TreeEdit["entry"] };

/** Writes a tree that differs from `base` by these edits, without an index; an entry of null removes. */
export function editTree(directory: string, base: string | null, edits: TreeEdit[]): Promise<string> {
  return edited(
    directory,
    base,
    edits.map(({ path, entry }) => ({ parts: path.split("/"), entry })),
  );
}

async function edited(directory: string, tree: string | null, steps: Step[]): Promise<string> {
  const present = tree === null ? [] : await entriesOf(directory, tree);
  const entries = new Map(present.map(({ path, mode, type, sha }) => [path, { mode, type, sha }]));
  for (const [name, own] of grouped(steps)) {
    for (const { parts, entry } of own) {
      if (parts.length > 0) continue;
      if (entry) entries.set(name, entry);
      else if (!entries.delete(name)) throw new Refused(422, "GitRPC::BadObjectState");
    }
    const below = own.filter(({ parts }) => parts.length > 0);
    if (below.length === 0) continue;
    const before = entries.get(name);
    const sha = await edited(directory, before?.type === "tree" ? before.sha : null, below);
    if (sha === EMPTY_TREE) entries.delete(name);
    else entries.set(name, { mode: "040000", type: "tree", sha });
  }
  const input = [...entries].map(([name, { mode, type, sha }]) => `${mode} ${type} ${sha}\t${name}\0`).join("");
  return gitText(directory, ["mktree", "-z", "--missing"], { input });
}

const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

function grouped(steps: Step[]): Map<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const { parts, entry } of steps) {
    const [name = "", ...rest] = parts;
    groups.set(name, [...(groups.get(name) ?? []), { parts: rest, entry }]);
  }
  return groups;
}
