import { describe, expect, it } from "vitest";
import { runSteps } from "./run-steps.mjs";

type Outcome = { passed: number; failed: number; output?: string };

function steps(...given: [name: string, run: () => Promise<Outcome>, needs?: string[]][]) {
  return given.map(([name, run, needs = []]) => ({ name, what: name, run, after: needs, needs }));
}

const passing = async () => ({ passed: 1, failed: 0 });

async function outcome(of: ReturnType<typeof steps>) {
  const lines: string[] = [];
  const counts = await runSteps(of, { print: (line = "") => void lines.push(line) });
  return { counts, text: lines.join("\n") };
}

describe("the test command's steps", () => {
  it("add up, and a step that counts itself brings its own numbers", async () => {
    const { counts } = await outcome(steps(["a", passing], ["b", async () => ({ passed: 40, failed: 2 })]));
    expect(counts).toEqual({ passed: 41, failed: 2 });
  });

  it("show what a failed one said, and count what it was needed for as failed", async () => {
    let tried = false;
    const { counts, text } = await outcome(
      steps(
        ["build", async () => ({ passed: 0, failed: 1, output: "no such module" })],
        [
          "browser",
          async () => {
            tried = true;
            return { passed: 9, failed: 0 };
          },
          ["build"],
        ],
      ),
    );
    expect(counts).toEqual({ passed: 0, failed: 2 });
    expect(text).toContain("no such module");
    expect(tried).toBe(false);
  });

  it("count one that breaks as failed", async () => {
    const { counts, text } = await outcome(steps(["a", () => Promise.reject(new Error("no disk left"))]));
    expect(counts).toEqual({ passed: 0, failed: 1 });
    expect(text).toContain("no disk left");
  });

  it("run at most two at once, and none before what it needs", async () => {
    let running = 0;
    let most = 0;
    const ended: string[] = [];
    const busy = (name: string) => async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      ended.push(name);
      return { passed: 1, failed: 0 };
    };
    await outcome(steps(["a", busy("a")], ["b", busy("b")], ["c", busy("c"), ["a", "b"]], ["d", busy("d"), ["c"]]));
    expect(most).toBe(2);
    expect(ended.slice(2)).toEqual(["c", "d"]);
  });

  it("refuse to wait for ever", async () => {
    await expect(outcome(steps(["a", passing, ["never"]]))).rejects.toThrow("wait for what never comes");
  });
});
