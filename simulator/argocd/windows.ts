import { Cron } from "croner";
import { goDuration } from "./durations";
import { globMatches } from "./glob";
import type { ApplicationSpec, Project, SyncWindow } from "./wire";

export class InvalidWindows extends Error {}

interface WindowDecision {
  active: SyncWindow[];
  assigned: SyncWindow[];
}

interface Target {
  name: string;
  destination: ApplicationSpec["destination"];
}

/** The project's windows that are about this application: any list matches, or all with andOperator (contract 6.5). */
export function assignedWindows(project: Project | undefined, target: Target): SyncWindow[] {
  return (project?.spec.syncWindows ?? []).filter((window) => {
    const { name, destination } = target;
    const any = (patterns: string[], texts: (string | undefined)[]) =>
      patterns.some((pattern) => texts.some((text) => text !== undefined && globMatches(pattern, text)));
    const lists: [string[], (string | undefined)[]][] = [
      [window.applications ?? [], [name]],
      [window.clusters ?? [], [destination.name, destination.server]],
      [window.namespaces ?? [], [destination.namespace]],
    ];
    const filled = lists.filter(([patterns]) => patterns.length > 0);
    if (filled.length === 0) return false;
    return window.andOperator ? filled.every(([p, t]) => any(p, t)) : filled.some(([p, t]) => any(p, t));
  });
}

const LIMITS: readonly [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

function scheduleFault(schedule: string): string | null {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  for (const [index, field] of fields.entries()) {
    const [least, most] = LIMITS[index] ?? [0, 0];
    for (const number of field.replace(/\/\d+/g, "").match(/\d+/g) ?? []) {
      if (Number(number) > most) return `end of range (${number}) above maximum (${most}): ${field}`;
      if (Number(number) < least) return `beginning of range (${number}) below minimum (${least}): ${field}`;
    }
  }
  return null;
}

const crons = new Map<string, Cron>();

function cronOf(schedule: string): Cron {
  const known = crons.get(schedule);
  if (known) return known;
  const fault = scheduleFault(schedule);
  if (fault) throw new InvalidWindows(`invalid sync windows: cannot parse schedule '${schedule}': ${fault}`);
  try {
    const cron = new Cron(schedule, { timezone: "UTC", paused: true, mode: "5-part" });
    crons.set(schedule, cron);
    return cron;
  } catch {
    throw new InvalidWindows(
      `invalid sync windows: cannot parse schedule '${schedule}': failed to parse int from ${schedule}`,
    );
  }
}

// Argo CD reads the schedule as wall clock with the zone's offset of this moment; an unknown zone is UTC.
function zoneOffset(zone: string | undefined, now: number): number {
  if (!zone) return 0;
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }).formatToParts(now);
    const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
    const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return wall - Math.floor(now / 1000) * 1000;
  } catch {
    return 0;
  }
}

/** Whether the window is open: start < now < start + duration, both ends exclusive. Throws InvalidWindows. */
export function isActive(window: SyncWindow, now: number): boolean {
  const cron = cronOf(window.schedule ?? "");
  const duration = goDuration(window.duration ?? "");
  if (duration === null) {
    const text = window.duration ?? "";
    throw new InvalidWindows(`invalid sync windows: cannot parse duration '${text}': time: invalid duration "${text}"`);
  }
  const wall = now + zoneOffset(window.timeZone, now);
  const start = cron.nextRun(new Date(wall - duration));
  return start !== null && start.getTime() < wall;
}

export function decideWindows(project: Project | undefined, target: Target, now: number): WindowDecision {
  const assigned = assignedWindows(project, target);
  return { assigned, active: assigned.filter((window) => isActive(window, now)) };
}

/** May this application be synced now? Source: contract 6.5, the table. */
export function canSync({ active, assigned }: WindowDecision, manual: boolean): boolean {
  const kind = (windows: SyncWindow[], wanted: string) => windows.filter((window) => window.kind === wanted);
  const denies = kind(active, "deny");
  if (denies.length > 0) return manual && denies.every((window) => window.manualSync);
  if (kind(active, "allow").length > 0) return true;
  const closed = kind(assigned, "allow");
  if (closed.length > 0) return manual && closed.every((window) => window.manualSync);
  return true;
}
