import { describe, expect, it } from "vitest";
import type { LiveEvent } from "@/lib/http/contracts/overview";
import type { LiveMessage } from "./live-message";
import { createTab, type Said } from "./tab";

const change = (id: number): LiveMessage => ({ kind: "change", event: { id: String(id) } as LiveEvent });
const beat: LiveMessage = { kind: "beat", at: "2026-11-24T10:00:00Z", databaseAwaySince: null };

/** The tabs of one browser: what one says all others hear, as with a BroadcastChannel. */
function browser() {
  const tabs = new Map<string, ReturnType<typeof createTab>>();
  return (own: string, after: string) => {
    const heard: LiveMessage[] = [];
    const post = (said: Said) => {
      for (const [name, other] of tabs) if (name !== own) other.onSaid(said);
    };
    const tab = createTab({ own, after, post, hear: (message) => heard.push(message) });
    tabs.set(own, tab);
    tab.join();
    const ids = () => heard.flatMap((message) => (message.kind === "change" ? [message.event.id] : []));
    return { ...tab, heard, ids, close: () => tabs.delete(own) };
  };
}

describe("tabs that share one connection", () => {
  it("all hear what the one that leads hears", () => {
    const open = browser();
    const [first, second, third] = [open("a", "5"), open("b", "5"), open("c", "5")];
    const { after, pass } = first.lead();
    expect(after).toBe("5");
    pass(beat);
    pass(change(6));
    for (const tab of [first, second, third]) expect(tab.heard).toEqual([beat, change(6)]);
  });

  it("send one that joins later exactly what it misses, and how things stand", () => {
    const open = browser();
    const { pass } = open("a", "5").lead();
    for (const id of [6, 7, 8]) pass(change(id));
    pass({ kind: "lost" });
    const late = open("b", "7");
    expect(late.heard).toEqual([change(8), { kind: "lost" }]);
    const upToDate = open("c", "8");
    expect(upToDate.ids()).toEqual([]);
  });

  it("tell one that joins with less than is kept to load anew", () => {
    const open = browser();
    const { pass } = open("a", "5").lead();
    pass(change(6));
    expect(open("b", "3").heard[0]).toEqual({ kind: "reset", id: "6", anew: false });
    for (let id = 7; id < 300; id++) pass(change(id));
    expect(open("c", "6").heard[0]).toEqual({ kind: "reset", id: "299", anew: false });
    expect(open("d", "250").ids()).toHaveLength(49);
  });

  it("go on without a gap when the one that led is closed", () => {
    const open = browser();
    const [first, second, third] = [open("a", "5"), open("b", "5"), open("c", "5")];
    const { pass } = first.lead();
    pass(change(6));
    first.close();
    const next = second.lead();
    expect(next.after).toBe("6");
    next.pass(change(7));
    expect(third.ids()).toEqual(["6", "7"]);
  });

  it("tell one that was there before the new leader, and is behind it, to load anew", () => {
    const open = browser();
    const early = open("a", "3");
    const { pass } = open("b", "9").lead();
    expect(early.heard).toEqual([{ kind: "reset", id: "9", anew: false }]);
    pass(change(10));
    expect(early.ids()).toEqual(["10"]);
  });

  it("forget what they kept when all must load anew", () => {
    const open = browser();
    const { pass } = open("a", "900").lead();
    pass(change(901));
    pass({ kind: "reset", id: "4", anew: true });
    pass(change(5));
    expect(open("b", "4").ids()).toEqual(["5"]);
    expect(open("c", "2").heard[0]).toEqual({ kind: "reset", id: "5", anew: false });
  });
});
