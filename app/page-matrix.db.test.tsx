import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import {
  cookieOf,
  ENVIRONMENTS,
  matrixBoard,
  NOWHERE,
  PEOPLE,
  POLICIES,
  verdictOf,
} from "./api/matrix-board.test-support";

const asked = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ cookie: asked.cookie }) }));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  redirect: (to: string) => {
    throw new Error(`sent to ${to}`);
  },
  notFound: () => {
    throw new Error("not found");
  },
}));

/**
 * A new page or layout is one line. open: for nobody in particular; everywhere: tells of all that is seen; one: of the
 * environment in its address; logs: of one whose logs may be read; frame: tells of no environment by itself.
 */
const PAGES: Record<string, "open" | "everywhere" | "one" | "logs" | "frame"> = {
  "layout.tsx": "open",
  "(sign-in)/sign-in/page.tsx": "open",
  "(sign-in)/sign-out/page.tsx": "open",
  "(dashboard)/page.tsx": "everywhere",
  "(dashboard)/access/layout.tsx": "frame",
  "(dashboard)/access/page.tsx": "frame",
  "(dashboard)/access/people/page.tsx": "frame",
  "(dashboard)/access/policy/page.tsx": "frame",
  "(dashboard)/access/protection/page.tsx": "frame",
  "(dashboard)/access/tokens/page.tsx": "frame",
  "(dashboard)/audit/page.tsx": "frame",
  "(dashboard)/compare/page.tsx": "frame",
  "(dashboard)/home/page.tsx": "everywhere",
  "(dashboard)/past/page.tsx": "everywhere",
  "(dashboard)/timeline/page.tsx": "everywhere",
  "(dashboard)/wall/page.tsx": "everywhere",
  "(dashboard)/environments/[environment]/layout.tsx": "one",
  "(dashboard)/environments/[environment]/page.tsx": "frame",
  "(dashboard)/environments/[environment]/applications/page.tsx": "one",
  "(dashboard)/environments/[environment]/diff/page.tsx": "frame",
  "(dashboard)/environments/[environment]/events/page.tsx": "frame",
  "(dashboard)/environments/[environment]/history/page.tsx": "one",
  "(dashboard)/environments/[environment]/logs/page.tsx": "logs",
  "(dashboard)/environments/[environment]/policy/page.tsx": "frame",
  "(dashboard)/environments/[environment]/resources/page.tsx": "one",
};

/** Administrators read the whole audit, and the policy that they approve. */
const ADMINISTERED = [
  "(dashboard)/audit/page.tsx",
  "(dashboard)/access/policy/page.tsx",
  "(dashboard)/access/protection/page.tsx",
];

const board = matrixBoard();
const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page|layout)\.tsx$/.test(file))
  .toSorted();
const of = (...kinds: string[]) => Object.keys(PAGES).filter((page) => kinds.includes(PAGES[page] ?? ""));

/** What a page hands to the browser: it is called as Next calls it, and what it returns is read, data and all. */
async function shown(page: string, environment: string, who: Actor | null): Promise<string> {
  asked.cookie = who ? await cookieOf(who) : "";
  const module = (await import(path.resolve("app", page))) as { default: (props: object) => Promise<object> };
  const props = { params: Promise.resolve({ environment }), searchParams: Promise.resolve({}), children: null };
  return module.default(props).then(
    (tree) => JSON.stringify(tree),
    (error: Error) => error.message,
  );
}

describe("the table", () => {
  it("has every page and layout that there is, and no other", () => {
    expect(Object.keys(PAGES).toSorted()).toEqual(files);
  });

  it.each(of("everywhere", "one", "logs", "frame"))("%s asks who is there before anything else", async (page) => {
    for (const name of [...ENVIRONMENTS, NOWHERE]) expect(await shown(page, name, null)).toMatch(/^sent to \/sign-in/);
    expect(readFileSync(path.join("app", page), "utf8")).toContain("await requireScreenActor()");
  });
});

describe.each(Object.entries(POLICIES))("under the %s policy", (_, roles) => {
  beforeAll(async () => {
    await board.use(roles);
    for (const who of PEOPLE) await board.keep(who);
  });

  describe.each(PEOPLE.map((who) => [who.name, who] as const))("%s", (_, who) => {
    const { seen, unseen, logs, administers } = verdictOf(who, roles);

    function expectNoWordOf(page: string, text: string) {
      if (administers && ADMINISTERED.includes(page)) return;
      for (const name of unseen) expect(text).not.toContain(name);
    }

    it.each(of("everywhere", "frame"))("%s holds no word of what is not seen", async (page) => {
      const text = await shown(page, seen[0] ?? "", who);
      if (PAGES[page] === "everywhere") for (const name of seen) expect(text).toContain(name);
      expect(text).toMatch(/^\{/);
      expectNoWordOf(page, text);
    });

    it.each(of("one"))("%s is there for what is seen, and for the rest as for what never was", async (page) => {
      expect(await shown(page, NOWHERE, who)).toBe("not found");
      for (const name of unseen) expect(await shown(page, name, who)).toBe("not found");
      for (const name of seen) {
        const text = await shown(page, name, who);
        expect(text).toMatch(/^\{/);
        expectNoWordOf(page, text);
      }
    });

    it.each(of("logs"))("%s says who may, where logs may not be read", async (page) => {
      expect(await shown(page, NOWHERE, who)).toBe("not found");
      for (const name of unseen) expect(await shown(page, name, who)).toBe("not found");
      for (const name of seen) {
        const text = await shown(page, name, who);
        if (logs(name)) expect(text).not.toContain("You may not");
        else expect(text).toContain(`You may not read logs of ${name}.`);
      }
    });
  });
});
