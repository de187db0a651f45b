import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "./canonical-json";
import { anchorFault, BEGINNING, type ChainLink, hashedText, verifyLinks } from "./chain";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function chainOf(bodies: string[]): ChainLink[] {
  const links: ChainLink[] = [];
  for (const body of bodies) {
    const { seq, hash: prev } = links.at(-1) ?? BEGINNING;
    const link = { seq: seq + 1n, body, prev };
    links.push({ ...link, hash: sha256(hashedText(link)) });
  }
  return links;
}

/** Bodies are different, as records with their times and request ids are. */
const bodies = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 12 });
const check = (links: ChainLink[]) => verifyLinks(links, BEGINNING, sha256).fault;

describe("the chain", () => {
  it("finds no fault in what was written, in one piece or in several", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (texts, cut) => {
        const links = chainOf(texts);
        expect(check(links)).toBeNull();
        const at = cut % links.length;
        const first = verifyLinks(links.slice(0, at), BEGINNING, sha256);
        expect(verifyLinks(links.slice(at), first.head, sha256)).toMatchObject({ fault: null });
      }),
    );
  });

  it("names the first record after any edit, also one whose own hash was made to fit", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.string(), fc.boolean(), (texts, place, other, refit) => {
        fc.pre(!texts.includes(other));
        const links = chainOf(texts);
        const at = place % (links.length - 1);
        const edited = { ...(links[at] as ChainLink), body: other };
        if (refit) edited.hash = sha256(hashedText(edited));
        const fault = check(links.with(at, edited));
        expect(fault?.seq).toBe(refit ? BigInt(at + 2) : BigInt(at + 1));
      }),
    );
  });

  it("finds a deletion, a swap, an insertion", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (texts, place) => {
        const links = chainOf(texts);
        const at = place % (links.length - 1);
        const [here, next] = links.slice(at, at + 2) as [ChainLink, ChainLink];
        expect(check(links.toSpliced(at, 1))?.seq).toBe(next.seq);
        expect(check(links.with(at, next).with(at + 1, here))?.seq).toBe(next.seq);
        expect(check(links.toSpliced(at, 0, here))?.seq).toBe(here.seq);
      }),
    );
  });

  it("does not show a cut tail or a whole rewrite by itself, but against an anchor it does", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (texts, place) => {
        const links = chainOf(texts);
        const anchor = links.at(-1) as ChainLink;
        const cut = links.slice(0, place % links.length);
        const rewritten = chainOf(texts.map((text) => `${text} `));
        const against = (now: ChainLink[]) =>
          anchorFault(anchor, now.at(-1) ?? BEGINNING, (seq) => now.find((link) => link.seq === seq)?.hash ?? null);
        expect([check(cut), check(rewritten)]).toEqual([null, null]);
        expect(against(links)).toBeNull();
        expect(against(cut)?.reason).toContain("cut off");
        expect(against(rewritten)?.reason).toContain("written anew");
      }),
    );
  });
});

describe("a record's text", () => {
  it("is the same for the same value, whatever the order of its keys, and reads back as it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value as JsonValue))).toBe(text);
      }),
    );
  });

  it("orders keys by their UTF-16 units, as RFC 8785 does", () => {
    expect(canonicalJson({ "\u20ac": 1, "\r": 2, "1": 3, "\u0080": 4, ö: 5 })).toBe(
      '{"\\r":2,"1":3,"\u0080":4,"ö":5,"€":1}',
    );
  });
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
