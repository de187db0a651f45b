import { describe, expect, it } from "vitest";
import { actionOf } from "./graph-keys";

const press = (key: string, change = {}) => actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...change });

describe("a key in the graph", () => {
  it.each([
    ["ArrowLeft", { kind: "step", direction: "left" }],
    ["End", { kind: "step", direction: "last" }],
    ["Enter", { kind: "open" }],
    [" ", { kind: "fold" }],
    ["=", { kind: "zoom", to: "in" }],
    ["-", { kind: "zoom", to: "out" }],
    ["0", { kind: "zoom", to: "all" }],
  ] as const)("%s", (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it.each(["Tab", "Escape", "a", "constructor", "__proto__"])("%s is not the graph's", (key) => {
    expect(press(key)).toBeNull();
  });

  it("leaves what is pressed together to the browser: it zooms the page with Ctrl and +", () => {
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) expect(press("+", held)).toBeNull();
  });
});
