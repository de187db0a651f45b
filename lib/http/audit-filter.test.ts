import { describe, expect, it } from "vitest";
import { auditFilter, auditFilterProblem } from "./audit-filter";

const params = (text: string) => new URLSearchParams(text);

describe("the audit's filter", () => {
  it("is read from the address", () => {
    expect(
      auditFilter(
        params("q= roll%20back &who=demo:sam&kind=signed-in&outcome=refused&from=2026-11-24T16:00:00%2B01:00"),
      ),
    ).toEqual({
      q: "roll back",
      who: "demo:sam",
      environment: "",
      subject: "",
      kind: "signed-in",
      outcome: "refused",
      from: "2026-11-24T15:00:00.000Z",
      to: null,
    });
  });

  it.each([
    [`q=${"x".repeat(201)}`, "q takes at most 200 characters."],
    ["kind=everything", "kind is one of signed-in,"],
    ["outcome=maybe", "outcome is one of done, refused, failed, observed."],
    ["from=yesterday", "from is an instant such as 2026-11-24T15:00:00Z."],
    ["to=2026-13-45T00:00:00Z", "to is an instant such as"],
    ["before=-1", "before is the number of a record."],
    ["before=1e9", "before is the number of a record."],
  ])("a program that asks %s is told what is wrong, and a person's address counts it as not said", (text, sentence) => {
    expect(auditFilterProblem(params(text))).toContain(sentence);
    expect(Object.values(auditFilter(params(text))).filter((value) => value !== "" && value !== null)).toEqual(
      text.startsWith("q=") ? ["x".repeat(200)] : [],
    );
  });

  it("asks PostgreSQL for no character that it does not hold", () => {
    expect(auditFilter(params("q=a%00b%1bc")).q).toBe("abc");
  });
});
