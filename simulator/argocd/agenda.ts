import type { World, WorldEvent } from "./world";

/** Puts an event on the agenda at a simulated time; events of one time happen in the order they were put. */
export function schedule(world: World, at: number, event: WorldEvent): void {
  world.order += 1;
  const due = { at, order: world.order, event };
  const later = world.agenda.findIndex((other) => other.at > at);
  world.agenda =
    later < 0 ? [...world.agenda, due] : [...world.agenda.slice(0, later), due, ...world.agenda.slice(later)];
}

/** The same, but an event of this type for this application that is already there is moved. */
export function reschedule(world: World, at: number, event: WorldEvent & { name: string }): void {
  unschedule(world, event.type, event.name);
  schedule(world, at, event);
}

export function unschedule(world: World, type: WorldEvent["type"], name: string): void {
  world.agenda = world.agenda.filter(({ event }) => event.type !== type || !("name" in event) || event.name !== name);
}

export function nextDue(world: World): number | null {
  return world.agenda[0]?.at ?? null;
}
