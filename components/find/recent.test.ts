import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Recent, recentOf, remember } from "./recent";

function store(beginning: Record<string, string> = {}) {
  const kept = new Map(Object.entries(beginning));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

const environment = (key: string): Recent => ({ kind: "environment", key });

describe("where somebody was lately", () => {
  it("is the last first, each once, ten at most", () => {
    const own = store();
    for (let i = 0; i < 12; i++) remember(own, "dana", environment(`e-${i}`));
    remember(own, "dana", environment("e-5"));
    expect(recentOf(own, "dana").map(({ key }) => key)).toEqual(
      ["e-5", "e-11", "e-10", "e-9", "e-8", "e-7"].concat(["e-6", "e-4", "e-3", "e-2"]),
    );
  });

  it("is each person's own", () => {
    const own = store();
    remember(own, "dana", environment("dev"));
    expect(recentOf(own, "quinn")).toEqual([]);
  });

  it("is nothing where the store holds anything else, and goes on from there", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const own = store({ "slipway-recent:dana": text });
        remember(own, "dana", environment("dev"));
        expect(recentOf(own, "dana")[0]).toEqual(environment("dev"));
      }),
    );
  });

  it("is gone without when the browser keeps nothing", () => {
    const refusing = {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(() => remember(refusing, "dana", environment("dev"))).not.toThrow();
    expect(recentOf(refusing, "dana")).toEqual([]);
  });
});
