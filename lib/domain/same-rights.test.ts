import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "./pipeline";
import { namesOfSome, sameRights } from "./same-rights";

const cell = (environment: string, ...actions: Action[]) => ({ environment, actions });

describe("environments with the same rights", () => {
  it("stand together where they first stood, whatever the order of their actions", () => {
    const cells = [cell("dev", "view", "sync"), cell("staging"), cell("test", "sync", "view"), cell("production")];
    expect(sameRights(cells)).toEqual([
      { environments: ["dev", "test"], actions: ["view", "sync"] },
      { environments: ["staging", "production"], actions: [] },
    ]);
  });

  it("are each there once, with their own actions", () => {
    const actions = fc.subarray<Action>(["view", "logs", "sync", "approve"]);
    fc.assert(
      fc.property(fc.array(actions), (rights) => {
        const cells = rights.map((own, index) => cell(`e${index}`, ...own));
        const rows = sameRights(cells);
        const back = rows.flatMap((row) => row.environments.map((environment) => cell(environment, ...row.actions)));
        const bySame = (list: typeof cells) =>
          list.map((one) => `${one.environment} ${[...one.actions].sort().join()}`).sort();
        expect(bySame(back)).toEqual(bySame(cells));
      }),
    );
  });

  it.each([
    [["dev"], "dev"],
    [["a", "b", "c", "d", "e"], "a, b, c, d, e"],
    [["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"],
  ])("%j are named %s", (names, words) => {
    expect(namesOfSome(names)).toBe(words);
  });
});
