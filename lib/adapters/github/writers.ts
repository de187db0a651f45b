import * as z from "zod";
import type { Writer, WrittenCommit } from "@/lib/domain/policy-approval";
import type { GitWriters, Outcome } from "@/lib/ports";
import { createAsk, shaped } from "./ask";
import type { GitHostSettings } from "./client";
import { createOctokit } from "./octokit";
import { storable } from "./wire";

const TIMEOUT_MS = 15_000;
/** GitHub gives no more at once. What was changed more often than this since it was approved cannot be told. */
const MOST_COMMITS = 100;
const MOST_TRAILERS = 20;

const person = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), date: z.string().nullish() })
  .nullish();
const account = z.object({ login: z.string().nullish() }).nullish();
const wireWritten = z
  .object({
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    commit: z.object({ message: z.string(), author: person, committer: person }),
    author: account,
    committer: account,
    html_url: z.string().nullish(),
  })
  .transform(
    ({ sha, commit, author, committer, html_url }): WrittenCommit => ({
      sha,
      message: short(commit.message.split("\n")[0] ?? ""),
      at: instant(commit.committer?.date),
      url: html_url && /^https?:\/\//.test(html_url) ? html_url : null,
      writers: [writerOf(commit.author, author), writerOf(commit.committer, committer), ...coAuthors(commit.message)],
    }),
  );
const wireAll = z.array(wireWritten);

/** Who had a hand in commits, over GitHub's REST API. */
export function createGitWriters({ timeoutMs = TIMEOUT_MS, ...settings }: GitHostSettings): GitWriters {
  const [owner = "", repo = ""] = settings.repository.split("/");
  const { rest } = createOctokit({ ...settings, timeoutMs });
  const ask = createAsk();

  async function touching(sha: string, path: string): Promise<Outcome<WrittenCommit[]>> {
    const found = await ask(() => rest.repos.listCommits({ owner, repo, sha, path, per_page: MOST_COMMITS }));
    return shaped(found, wireAll);
  }

  async function ofPath(from: string | null, to: string, path: string): Promise<Outcome<WrittenCommit[]>> {
    const [after, before] = await Promise.all([
      touching(to, path),
      from === null ? { ok: true as const, value: [] } : touching(from, path),
    ]);
    if (!after.ok) return after;
    if (!before.ok) return before;
    const known = new Set(before.value.map(({ sha }) => sha));
    const fresh = after.value.filter(({ sha }) => !known.has(sha));
    if (fresh.length === MOST_COMMITS) return tooMany(path);
    // Nothing came: the branch was set back. Then whoever wrote what stands there wrote it.
    return { ok: true, value: fresh.length > 0 ? fresh : after.value.slice(0, 1) };
  }

  return {
    async writers({ from, to, paths }) {
      const found = new Map<string, WrittenCommit>();
      for (const path of paths) {
        const read = await ofPath(from, to, path);
        if (!read.ok) return read;
        for (const commit of read.value) found.set(commit.sha, commit);
      }
      if (found.size === 0) return nobody;
      return { ok: true, value: [...found.values()].sort((a, b) => (b.at ?? "").localeCompare(a.at ?? "")) };
    },
  };
}

function tooMany(path: string): Outcome<never> {
  const detail = `${path} was changed more than ${MOST_COMMITS} times since it was last approved.`;
  return { ok: false, failure: { kind: "failed", status: null, detail } };
}

const nobody: Outcome<never> = {
  ok: false,
  failure: { kind: "not-found", status: null, detail: "No commit is found that wrote it." },
};

type Person = z.output<typeof person>;

function writerOf(who: Person, known: z.output<typeof account>): Writer {
  return {
    name: short(who?.name ?? ""),
    mail: short(who?.email ?? "") || null,
    login: short(known?.login ?? "") || null,
  };
}

/** Whoever is named in `Co-authored-by:` lines, as Git hosts write them. */
function coAuthors(message: string): Writer[] {
  const lines = message.slice(0, MOST_OF_MESSAGE).split("\n");
  return lines
    .flatMap((line) => {
      const [, name, mail] = /^co-authored-by:\s*([^<]{0,200})<([^>]{1,300})>\s*$/i.exec(line) ?? [];
      return mail === undefined ? [] : [{ name: short((name ?? "").trim()), mail: short(mail), login: null }];
    })
    .slice(0, MOST_TRAILERS);
}

const MOST_OF_MESSAGE = 20_000;

function short(text: string): string {
  return storable(text.slice(0, 500));
}

function instant(text: string | null | undefined): string | null {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
