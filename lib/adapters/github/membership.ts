import * as z from "zod";
import type { GitMembership, Log, Outcome } from "@/lib/ports";
import { type Answer, createAsk, shaped } from "./ask";
import { createOctokit, type GitHostAuth } from "./octokit";

const TIMEOUT_MS = 15_000;
const PER_PAGE = 100;
const MOST_PAGES = 200;

const wireMembers = z.array(z.object({ id: z.number().int() }));
type Page = { etag: string; ids: number[] };

/**
 * Members of organisations and teams, by our own credentials: an App needs the organisation's permission to read members.
 * Each page is asked for with its last ETag, so that what did not change costs no rate limit.
 */
export function createGitMembership(settings: { apiUrl: string; auth: GitHostAuth; log: Log }): GitMembership {
  const { rest } = createOctokit({ ...settings, timeoutMs: TIMEOUT_MS });
  const ask = createAsk();
  const kept = new Map<string, Page>();

  function call(group: string, page: number, headers: Record<string, string>): Promise<Answer> {
    const [org = "", team_slug] = group.split("/");
    const query = { org, per_page: PER_PAGE, page, headers };
    return team_slug === undefined
      ? rest.orgs.listMembers(query)
      : rest.teams.listMembersInOrg({ ...query, team_slug });
  }

  async function pageOf(group: string, page: number): Promise<Outcome<number[]>> {
    const key = `${group}?${page}`;
    const before = kept.get(key);
    // Not tried again here: it is polled, and the next round is soon.
    const found = await ask(() => call(group, page, before ? { "if-none-match": before.etag } : {}), { retries: 0 });
    if (!found.ok && found.failure.status === 304 && before) return { ok: true, value: before.ids };
    const read = shaped(found, wireMembers);
    if (!read.ok) return read;
    const ids = read.value.map(({ id }) => id);
    const etag = found.ok ? found.value.headers.etag : undefined;
    if (etag) kept.set(key, { etag, ids });
    else kept.delete(key);
    return { ok: true, value: ids };
  }

  return {
    async members(group) {
      const ids = new Set<string>();
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const read = await pageOf(group, page);
        if (isNotThere(read)) return { ok: true, value: new Set() };
        if (!read.ok) return read;
        for (const id of read.value) ids.add(`github:${id}`);
        if (read.value.length < PER_PAGE) return seenInside(group, ids);
      }
      const detail = `${group} has more than ${(PER_PAGE * MOST_PAGES).toLocaleString("en")} members.`;
      return { ok: false, failure: { kind: "failed", status: null, detail } };
    },
  };
}

/** An organisation has an owner: where nobody is seen, our credentials do not see inside, and that says nothing of anybody. */
function seenInside(group: string, ids: ReadonlySet<string>): Outcome<ReadonlySet<string>> {
  if (ids.size > 0 || group.includes("/")) return { ok: true, value: ids };
  const detail = `Our credentials see nobody in ${group}: they need the organisation's permission to read members.`;
  return { ok: false, failure: { kind: "refused-this", status: null, detail } };
}

/** A group that is not there, or no longer, has no members. */
function isNotThere(read: Outcome<unknown>): boolean {
  return !read.ok && read.failure.kind === "not-found" && read.failure.status === 404;
}
