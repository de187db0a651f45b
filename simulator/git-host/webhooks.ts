import { createHmac, randomUUID } from "node:crypto";
import { git, gitText } from "./git";
import { bareRepository, type Delivery, type Hook, keep, type User, type World } from "./world";

const ATTEMPTS_MS = [0, 300, 1_500, 5_000];
const TIMEOUT_MS = 5_000;
const ZERO = "0".repeat(40);

export type RefChange = { ref: string; before: string; after: string };

/** Every ref with its commit, to find what a push changed. */
export async function refsOf(world: World): Promise<Map<string, string>> {
  const text = await gitText(bareRepository(world), ["for-each-ref", "--format=%(refname) %(objectname)"]);
  return new Map(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ") as [string, string]),
  );
}

export function changedRefs(before: Map<string, string>, after: Map<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((ref) => {
    const [from, to] = [before.get(ref) ?? ZERO, after.get(ref) ?? ZERO];
    return from === to ? [] : [{ ref, before: from, after: to }];
  });
}

/** Tells every hook of a change, signed as GitHub signs; a hook that does not answer is tried again a few times. */
export async function announcePush(world: World, change: RefChange, pusher: User): Promise<void> {
  const body = JSON.stringify(await pushEvent(world, change, pusher));
  await Promise.all(world.hooks.map((hook) => deliver(world, hook, "push", body, randomUUID(), false)));
}

export async function deliver(
  world: World,
  hook: Hook,
  event: string,
  body: string,
  guid: string,
  redelivery: boolean,
): Promise<Delivery> {
  let statusCode = 0;
  for (const wait of ATTEMPTS_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    statusCode = await post(hook, event, body, guid);
    if (statusCode >= 200 && statusCode < 300) break;
  }
  const delivery = {
    id: world.nextDelivery++,
    guid,
    deliveredAt: world.clock.now().toISOString(),
    statusCode,
    event,
    body,
    redelivery,
  };
  hook.deliveries = [delivery, ...hook.deliveries].slice(0, 100);
  keep(world);
  return delivery;
}

async function post(hook: Hook, event: string, body: string, guid: string): Promise<number> {
  try {
    const answer = await fetch(hook.url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/simulator",
        "x-github-event": event,
        "x-github-delivery": guid,
        "x-github-hook-id": String(hook.id),
        "x-hub-signature-256": `sha256=${createHmac("sha256", hook.secret).update(body).digest("hex")}`,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

async function pushEvent(world: World, { ref, before, after }: RefChange, pusher: User) {
  const repository = `${world.owner}/${world.name}`;
  const commits = after === ZERO ? [] : await pushedCommits(world, before, after);
  return {
    ref,
    before,
    after,
    created: before === ZERO,
    deleted: after === ZERO,
    forced: false,
    compare: `${world.url}/${repository}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: commits.at(-1) ?? null,
    pusher: { name: pusher.login, email: pusher.email },
    sender: { login: pusher.login, id: pusher.id, type: "User" },
    repository: {
      id: 1,
      name: world.name,
      full_name: repository,
      private: false,
      owner: { name: world.owner, login: world.owner, id: 1 },
      html_url: `${world.url}/${repository}`,
      clone_url: `${world.url}/${repository}.git`,
      git_url: `${world.url}/${repository}.git`,
      ssh_url: `${world.url}/${repository}.git`,
      url: `${world.url}/${repository}`,
      default_branch: "main",
      master_branch: "main",
    },
  };
}

async function pushedCommits(world: World, before: string, after: string) {
  const directory = bareRepository(world);
  const range = before === ZERO ? ["-1", after] : ["-20", `${before}..${after}`];
  const text = (
    await git(directory, ["log", "--reverse", "--format=%H%x1f%an%x1f%ae%x1f%aI%x1f%B%x1e", ...range])
  ).toString("utf8");
  return Promise.all(
    text
      .split("\x1e")
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map(async (entry) => {
        const [id = "", name = "", email = "", timestamp = "", message = ""] = entry.split("\x1f");
        const files = (await gitText(directory, ["diff-tree", "--root", "--no-commit-id", "-r", "--name-status", id]))
          .split("\n")
          .filter(Boolean);
        const named = (letter: string) =>
          files.filter((line) => line.startsWith(letter)).map((line) => line.split("\t")[1] ?? "");
        return {
          id,
          tree_id: id,
          distinct: true,
          message: message.trim(),
          timestamp,
          url: `${world.url}/${world.owner}/${world.name}/commit/${id}`,
          author: { name, email },
          committer: { name, email },
          added: named("A"),
          removed: named("D"),
          modified: named("M"),
        };
      }),
  );
}
