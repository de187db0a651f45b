import * as z from "zod";
import type { GitCommit } from "@/lib/ports";

const MOST_OF_MESSAGE = 20_000;

/** Text that a database keeps: PostgreSQL takes no NUL. */
export const storable = (text: string): string => text.replaceAll("\0", "\ufffd");

const short = z.string().transform((text) => storable(text).slice(0, 500));

export const wireRef = z.object({ object: z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }) });

/** Every path below a commit with the hash of what it holds; `truncated` when the host does not list them all. */
export const wireTree = z.object({
  tree: z.array(z.object({ path: z.string(), sha: z.string() })),
  truncated: z.boolean(),
});

export const wireCommit = z
  .object({
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    html_url: z.string().nullish(),
    commit: z.object({
      message: z.string().transform((text) => storable(text.slice(0, MOST_OF_MESSAGE))),
      author: z.object({ name: short.nullish(), email: short.nullish(), date: z.string().nullish() }).nullish(),
    }),
    author: z.object({ login: short.nullish() }).nullish(),
  })
  .transform(
    ({ sha, html_url, commit, author }): GitCommit => ({
      sha,
      author: commit.author?.name ?? "",
      mail: commit.author?.email ?? "",
      login: author?.login ?? null,
      message: commit.message,
      at: dateOf(commit.author?.date),
      url: webAddress(html_url),
    }),
  );

export const wireCommits = z.array(wireCommit);

function dateOf(text: string | null | undefined): Date | null {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Links of others go into pages: nothing but http and https gets through. */
function webAddress(text: string | null | undefined): string | null {
  return text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}
