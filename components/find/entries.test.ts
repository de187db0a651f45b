import { describe, expect, it } from "vitest";
import { sectionsAtFirst, sectionsFor } from "./entries";

const PARTS = [
  { tab: "services" as const, word: "Services" },
  { tab: "resources" as const, word: "Resources" },
  { tab: "history" as const, word: "History" },
];
const PLACES = [{ name: "staging-env-1", short: "staging" }];

function goTo(q: string, places = PLACES): string[] {
  const sections = sectionsFor({ q, groups: [], places }, PARTS);
  return sections.flatMap(({ entries }) => entries.map(({ name }) => name));
}

describe("what can be gone to", () => {
  it.each([
    ["history of staging", ["History of staging-env-1"]],
    ["staging hist", ["History of staging-env-1"]],
    ["hist", ["History of staging-env-1"]],
    ["staging", []],
    ["nothing", []],
    ["theme", ["Change theme"]],
    ["sign out", ["Sign out"]],
    ["home", ["Home"]],
  ])("%s", (q, names) => {
    expect(goTo(q)).toEqual(names);
  });

  it("leads to the part itself", () => {
    const [section] = sectionsFor({ q: "history staging", groups: [], places: PLACES }, PARTS);
    expect(section?.entries[0]?.leads).toEqual({ to: "page", href: "/environments/staging-env-1/history" });
  });
});

describe("what stands there before anything is typed", () => {
  it("is what is kept, then where one was otherwise, then the pages", () => {
    const sections = sectionsAtFirst(
      [{ kind: "service", key: "web", tone: "failing" }],
      [
        { kind: "service", key: "web" },
        { kind: "cell", key: "dev-env-1/web" },
      ],
    );
    expect(sections.slice(0, 2).map(({ heading, entries }) => [heading, entries.map(({ name }) => name)])).toEqual([
      ["Favourites", ["web"]],
      ["Lately", ["web"]],
    ]);
    expect(sections[1]?.entries[0]?.leads).toEqual({ to: "page", href: "/environments/dev-env-1#web" });
    expect(sections[2]?.heading).toBe("Go to");
  });

  it("has no heading over nothing", () => {
    expect(sectionsAtFirst([], []).map(({ heading }) => heading)).toEqual(["Go to"]);
  });
});
