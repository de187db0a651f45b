import { git, gitParts } from "./git";
import { apiOf, inAddress, webOf } from "./urls";
import { bareRepository, type World } from "./world";

const PATCH_AT_MOST = 400_000;
const NOTHING = "0".repeat(40);

type Change = { status: string; before: string; after: string; filename: string; previous: string | null };

const COMPARED = ["diff-tree", "-r", "-M", "--root", "--no-commit-id", "--no-ext-diff", "--no-textconv", "--no-color"];
const sides = (base: string | null, head: string) => (base === null ? [head] : [base, head]);

/** The files that differ between two commits, with counts and patches; against nothing when there is no base. */
export async function filesBetween(world: World, base: string | null, head: string) {
  const directory = bareRepository(world);
  const [changes, counts, patches] = await Promise.all([
    changesBetween(directory, base, head),
    countsBetween(directory, base, head),
    patchesBetween(directory, base, head),
  ]);
  return changes.map(({ status, before, after, filename, previous }) => {
    const { additions, deletions } = counts.get(filename) ?? { additions: 0, deletions: 0 };
    const patch = patches.get(filename);
    const place = `${head}/${inAddress(filename)}`;
    return {
      sha: after === NOTHING ? before : after,
      filename,
      status,
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${webOf(world)}/blob/${place}`,
      raw_url: `${webOf(world)}/raw/${place}`,
      contents_url: `${apiOf(world)}/contents/${inAddress(filename)}?ref=${head}`,
      ...(previous === null ? {} : { previous_filename: previous }),
      ...(patch === undefined || patch.length > PATCH_AT_MOST ? {} : { patch }),
    };
  });
}

async function changesBetween(directory: string, base: string | null, head: string): Promise<Change[]> {
  const parts = await gitParts(directory, [...COMPARED, "-z", "--raw", "--abbrev=40", ...sides(base, head)]);
  const changes: Change[] = [];
  while (parts.length > 0) {
    const [, , before = "", after = "", letter = ""] = (parts.shift() ?? "").split(" ");
    const first = parts.shift() ?? "";
    const renamed = letter.startsWith("R");
    const filename = renamed ? (parts.shift() ?? "") : first;
    changes.push({ status: statusOf(letter), before, after, filename, previous: renamed ? first : null });
  }
  return changes;
}

function statusOf(letter: string): string {
  switch (letter[0]) {
    case "A":
      return "added";
    case "D":
      return "removed";
    case "R":
      return "renamed";
    case "T":
      return "changed";
    default:
      return "modified";
  }
}

async function countsBetween(directory: string, base: string | null, head: string) {
  const parts = await gitParts(directory, [...COMPARED, "-z", "--numstat", ...sides(base, head)]);
  const counts = new Map<string, { additions: number; deletions: number }>();
  while (parts.length > 0) {
    const [added, removed, name = ""] = (parts.shift() ?? "").split("\t");
    const renamed = name === "" ? parts.splice(0, 2)[1] : name;
    counts.set(renamed ?? "", { additions: Number(added) || 0, deletions: Number(removed) || 0 });
  }
  return counts;
}

/** Each file's hunks. They come in the order of the changes; a change of type is written as two parts and has none here. */
async function patchesBetween(directory: string, base: string | null, head: string): Promise<Map<string, string>> {
  const args = [...COMPARED, "-p", "--full-index", "--src-prefix=a/", "--dst-prefix=b/", ...sides(base, head)];
  const text = await git(directory, args).then(
    (bytes) => bytes.toString("utf8"),
    () => "", // larger than what is read at once: the list comes without patches, as from GitHub
  );
  const patches = new Map<string, string>();
  for (const section of text.split(/^diff --git /m).slice(1)) {
    const hunk = section.search(/^@@ /m);
    if (hunk >= 0) patches.set(nameIn(section.slice(0, hunk)), section.slice(hunk).replace(/\n$/, ""));
  }
  return patches;
}

/** The file that a section is about, by its `+++` line, or by `---` where it is removed. */
function nameIn(header: string): string {
  const [, after = ""] = /^\+\+\+ (.*?)\t?$/m.exec(header) ?? [];
  const [, before = ""] = /^--- (.*?)\t?$/m.exec(header) ?? [];
  return unquoted(after === "/dev/null" ? before : after).replace(/^[ab]\//, "");
}

function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const bytes = name
    .slice(1, -1)
    .replace(
      /\\([abfnrtv"\\]|[0-7]{3})/g,
      (_all, code: string) => ESCAPES[code] ?? String.fromCharCode(Number.parseInt(code, 8)),
    );
  return bytes;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  '"': '"',
  "\\": "\\",
};

export function unifiedDiff(directory: string, base: string | null, head: string): Promise<Buffer> {
  return git(directory, [...COMPARED, "-p", ...sides(base, head)]);
}
