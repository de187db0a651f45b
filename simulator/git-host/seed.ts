import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { writeBlob } from "./blobs";
import { editTree, type TreeEdit } from "./edit-tree";
import { git, gitText, identity } from "./git";
import { bareRepository, personOf, type World } from "./world";

const PARTS = ["helm-charts", "environments", "argocd-apps", "public/pipeline.schema.json"];
const NEUTRAL = "https://git.linq.example/linq/gitops.git";

/**
 * Makes the repository when there is none, with its first commit where the source has any of the parts; the manifests
 * get the address that it really has.
 */
export async function seed(world: World, source: string): Promise<void> {
  const directory = bareRepository(world);
  if (existsSync(path.join(directory, "HEAD"))) return;
  mkdirSync(directory, { recursive: true });
  await git(directory, ["init", "--quiet", "--bare", "--initial-branch=main"]);
  const cloneUrl = Buffer.from(`${world.url}/${world.owner}/${world.name}.git`);
  const edits: TreeEdit[] = [];
  for (const part of PARTS.filter((name) => existsSync(path.join(source, name))))
    for (const file of filesIn(source, part)) {
      const bytes = withAddress(readFileSync(path.join(source, file)), cloneUrl);
      edits.push({ path: file, entry: { mode: "100644", type: "blob", sha: await writeBlob(world, bytes) } });
    }
  if (edits.length === 0) return;
  const tree = await editTree(directory, null, edits);
  const message = "Begin the LINQ platform's GitOps repository";
  const env = identity({ ...personOf(world, "ada"), at: world.clock.now() });
  const commit = await gitText(directory, ["commit-tree", tree, "-m", message], { env });
  await git(directory, ["update-ref", "refs/heads/main", commit]);
}

/** Bytes without the neutral address come back as they are, whatever they hold. */
function withAddress(bytes: Buffer, cloneUrl: Buffer): Buffer {
  return bytes.includes(NEUTRAL) ? Buffer.from(bytes.toString("utf8").replaceAll(NEUTRAL, cloneUrl.toString())) : bytes;
}

/** The files at or below a path of the source, as paths of the repository. */
function filesIn(source: string, name: string): string[] {
  const full = path.join(source, name);
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full)
    .sort()
    .flatMap((entry) => filesIn(source, `${name}/${entry}`));
}
