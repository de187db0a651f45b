import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import type { GitHost } from "@/lib/ports";
import { resolvePipeline } from "./resolve-pipeline";
import { tryPolicy } from "./try-policy";

const FILE = "environments/pipeline.yaml";
const shipped = readFileSync(FILE, "utf8");
const manifest = "kind: Application\nmetadata:\n  name: linq\n";

type Held = { away?: boolean; branch?: string | null };

function gitHost({ away = false, branch = shipped }: Held = {}): Pick<GitHost, "file" | "head"> {
  const failure = { kind: "unreachable" as const, status: null, detail: "away" };
  return {
    head: async (name) => {
      if (away) return { ok: false, failure };
      if (name === "gone") return { ok: false, failure: { kind: "not-found", status: 404, detail: "" } };
      return { ok: true, value: "a".repeat(40) };
    },
    file: async (path) => (away ? { ok: false, failure } : { ok: true, value: path === FILE ? branch : manifest }),
  };
}

async function tried(what: { text: string } | { branch: string }, git = gitHost()) {
  const read = readPipeline(shipped, FILE);
  if (!read.ok) throw new Error("the shipped policy cannot be read");
  const rules = await resolvePipeline(gitHost(), "a", read.pipeline);
  if (!rules.ok) throw new Error("the shipped policy cannot be resolved");
  return tryPolicy({ git, readPolicy: readPipeline, file: FILE, mainBranch: "main" }, { rules, text: shipped }, what);
}

describe("an edited policy that is tried out", () => {
  it("that is broken says where", async () => {
    const outcome = await tried({ text: shipped.replace("change: direct", "change: whenever") });
    expect(outcome).toMatchObject({ ok: true, value: { ok: false, problems: [{ file: FILE }] } });
  });

  it("that grants a role says to whom, and that it would wait", async () => {
    const text = shipped.replace('"linq/platform"', '"linq/everybody"');
    expect(await tried({ text })).toMatchObject({
      ok: true,
      value: {
        ok: true,
        waits: true,
        changes: [
          { words: "The people of linq/everybody get the role admin." },
          { words: "The people of linq/platform lose the role admin." },
        ],
      },
    });
  });

  it("of a branch that says the same changes nothing", async () => {
    expect(await tried({ branch: "topic" })).toMatchObject({
      value: { ok: true, waits: false, changes: [], rights: [] },
    });
  });

  it.each([
    ["a branch that is not there", { branch: "gone" }, gitHost(), "not-found"],
    ["a branch without the file", { branch: "topic" }, gitHost({ branch: null }), "not-found"],
    ["a Git host that is away", { branch: "topic" }, gitHost({ away: true }), "outside-away"],
    ["a file without end", { branch: "topic" }, gitHost({ branch: "#".repeat(300_001) }), "too-large"],
  ])("is refused with a sentence: %s", async (_what, what, git, refusal) => {
    expect(await tried(what, git)).toMatchObject({ ok: false, refusal });
  });
});
