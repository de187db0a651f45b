import type { Pipeline } from "@/lib/domain/pipeline";
import { type Sight, type SightIn, sightKey } from "@/lib/domain/sight";
import { createKeptFrames } from "./kept-frames";

/** One open page. `send` must not wait; `close` ends it, and its browser comes back by itself. */
export type Viewer = { send(bytes: Uint8Array): void; close(): void };

/** All pages that see the same, and what was sent to them. */
export type Group = {
  sight: Sight;
  viewers: Set<Viewer>;
  kept: ReturnType<typeof createKeptFrames>;
  /** What was last told of no environment, as the state of each Argo CD; null before the first. */
  told: string | null;
  /** For so many beats nobody has been in it. */
  idle: number;
};

/** A page that comes back within so many beats is given what it missed. */
const MOST_IDLE_BEATS = 30;
/** So many without anybody are kept at once, whatever their age. */
const MOST_IDLE_GROUPS = 20;

/** Pages under what they see: an event is built once for each group, and each page only gets the bytes. */
export function createLiveGroups() {
  const groups = new Map<string, Group>();
  const sights = new Map<Viewer, SightIn>();
  let pipeline: Pipeline | null = null;

  function groupOf(sightIn: SightIn, newest: bigint): Group {
    const sight = sightIn(pipeline);
    const key = sightKey(sight);
    const known = groups.get(key);
    if (known) return known;
    const group: Group = { sight, viewers: new Set(), kept: createKeptFrames(), told: null, idle: 0 };
    group.kept.beginAfter(newest);
    groups.set(key, group);
    return group;
  }

  function leave(viewer: Viewer) {
    for (const group of groups.values()) group.viewers.delete(viewer);
    sights.delete(viewer);
  }

  return {
    all: () => [...groups.values()],
    groupOf,
    add(viewer: Viewer, sightIn: SightIn, group: Group) {
      group.viewers.add(viewer);
      group.idle = 0;
      sights.set(viewer, sightIn);
    },
    leave,
    everybody: () => sights.keys(),
    count: () => sights.size,
    /** What everybody sees by the rules that are in force now: the groups begin anew after this id. */
    regroup(rules: Pipeline | null, newest: bigint) {
      pipeline = rules;
      groups.clear();
      for (const [viewer, sightIn] of sights) groupOf(sightIn, newest).viewers.add(viewer);
    },
    /** Whether this page now sees something else; then it is moved to those who see the same. */
    moved(viewer: Viewer, sightIn: SightIn, newest: bigint): boolean {
      const group = groupOf(sightIn, newest);
      if (!sights.has(viewer) || group.viewers.has(viewer)) return false;
      leave(viewer);
      this.add(viewer, sightIn, group);
      return true;
    },
    /** At each beat: what nobody has looked at for a while is not built any more. */
    forgetIdle() {
      for (const group of groups.values()) group.idle = group.viewers.size > 0 ? 0 : group.idle + 1;
      const idle = [...groups].filter(([, group]) => group.idle > 0).sort(([, a], [, b]) => b.idle - a.idle);
      const tooMany = idle.length - MOST_IDLE_GROUPS;
      for (const [index, [key, group]] of idle.entries())
        if (group.idle > MOST_IDLE_BEATS || index < tooMany) groups.delete(key);
    },
  };
}
