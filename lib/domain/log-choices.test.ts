import { describe, expect, it } from "vitest";
import { momentOf, readLogChoices } from "./log-choices";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readLogChoices((name) => params.get(name));
};

describe("what of the logs an address chooses", () => {
  it("is all pods, followed from the last thousand lines on, when it says nothing", () => {
    expect(read("")).toEqual({
      application: null,
      service: null,
      pods: [],
      container: null,
      tail: 1_000,
      previous: false,
      follow: true,
      filter: "",
      at: null,
    });
  });

  it("is what it says", () => {
    expect(read("application=a&service=s&pod=p,q,p,&container=c&tail=100&filter=!x&follow=0")).toMatchObject({
      application: "a",
      service: "s",
      pods: ["p", "q"],
      container: "c",
      tail: 100,
      follow: false,
      filter: "!x",
    });
  });

  it("follows neither what was before a restart nor what is around a moment", () => {
    expect(read("previous=1")).toMatchObject({ previous: true, follow: false });
    expect(read("at=2026-11-24T15:00:00.123Z")).toMatchObject({
      follow: false,
      at: new Date("2026-11-24T15:00:00.123Z"),
    });
  });

  it("is bounded, and the usual where it makes no sense", () => {
    expect(read("tail=1e9&at=yesterday&previous=yes")).toMatchObject({ tail: 1_000, at: null, previous: false });
    expect(read(`pod=${Array.from({ length: 50 }, (_, index) => `p${index}`).join(",")}`).pods.length).toBe(10);
    expect(read(`service=${"s".repeat(100_000)}`).service?.length).toBe(300);
  });

  it.each([
    ["2026-11-24T15:00:00Z", "2026-11-24T15:00:00.000Z"],
    ["2026-11-24T15:00", "2026-11-24T15:00:00.000Z"],
    ["2026-13-24T15:00:00Z", null],
    ["24.11.2026", null],
    ["", null],
    [null, null],
  ])("takes %s as the moment %s", (text, moment) => {
    expect(momentOf(text?.length === 16 ? `${text}Z` : text)?.toISOString() ?? null).toBe(moment);
  });
});
