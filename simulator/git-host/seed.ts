import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { git, gitText, identity } from "./git";
import { bareRepository, personOf, type World } from "./world";

const PARTS = ["helm-charts", "environments", "argocd-apps"];
const NEUTRAL = "https://git.linq.example/linq/gitops.git";

/** Makes the repository with its first commit when there is none; the manifests get the address it really has. */
export async function seed(world: World, source: string): Promise<void> {
  const directory = bareRepository(world);
  if (existsSync(path.join(directory, "HEAD"))) return;
  mkdirSync(directory, { recursive: true });
  await git(directory, ["init", "--quiet", "--bare", "--initial-branch=main", "."]);
  const cloneUrl = `${world.url}/${world.owner}/${world.name}.git`;
  const entries: string[] = [];
  for (const part of PARTS)
    for (const file of filesIn(path.join(source, part), part)) {
      const text = readFileSync(path.join(source, file), "utf8").replaceAll(NEUTRAL, cloneUrl);
      const blob = await gitText(directory, ["hash-object", "-w", "--stdin"], { input: text });
      entries.push(`100644 blob ${blob}\t${file}`);
    }
  const index = path.join(directory, "seed.index");
  await git(directory, ["update-index", "--add", "--index-info"], {
    input: `${entries.join("\n")}\n`,
    env: { GIT_INDEX_FILE: index },
  });
  const tree = await gitText(directory, ["write-tree"], { env: { GIT_INDEX_FILE: index } });
  const who = identity(personOf(world, "ada"), world.clock.now());
  const commit = await gitText(directory, ["commit-tree", tree, "-m", "Begin the LINQ platform's GitOps repository"], {
    env: who,
  });
  await git(directory, ["update-ref", "refs/heads/main", commit]);
}

function filesIn(directory: string, prefix: string): string[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const full = path.join(directory, name);
      return statSync(full).isDirectory() ? filesIn(full, `${prefix}/${name}`) : [`${prefix}/${name}`];
    });
}
