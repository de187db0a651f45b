import type { Database } from "@/lib/adapters/db/client";
import { cellFromRow } from "@/lib/adapters/db/load-projection";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { lag } from "@/lib/domain/semantic-version";
import type { Cell } from "@/lib/http/contracts/overview";
import { applicationName } from "./deployment-rows";

/** Cells as the screen shows them, each compared with the environment that feeds it. */
export async function readCells(
  db: Database,
  environments: readonly ResolvedEnvironment[],
  wanted: { environments: string[]; services: string[] } | { keys: string[] },
): Promise<Cell[]> {
  const feeders = new Map(environments.map(({ environment }) => [environment.name, environment.from]));
  const pairs = "keys" in wanted ? wanted.keys.map(splitKey) : null;
  const names = pairs ? pairs.map((p) => p.environment) : "keys" in wanted ? [] : wanted.environments;
  const services = pairs ? [...new Set(pairs.map((p) => p.service))] : "keys" in wanted ? [] : wanted.services;
  const sources = names.flatMap((name) => feeders.get(name) ?? []);
  const rows = await db.cell.findMany({
    where: { environment: { in: [...new Set([...names, ...sources])] }, service: { in: services } },
  });
  const byKey = new Map(rows.map((row) => [`${row.environment}/${row.service}`, row]));
  const shown = pairs ? new Set(pairs.map((p) => `${p.environment}/${p.service}`)) : null;
  const inView = new Set(names);
  return rows.flatMap((row) => {
    const key = `${row.environment}/${row.service}`;
    if (shown ? !shown.has(key) : !inView.has(row.environment)) return [];
    const { applicationId, ...cell } = cellFromRow(row);
    const feeder = feeders.get(row.environment);
    const source = feeder ? byKey.get(`${feeder}/${row.service}`) : undefined;
    return [
      {
        ...cell,
        key,
        application: applicationName(applicationId),
        since: row.since?.toISOString() ?? null,
        lag: lagOf(versionOf(row), source ? versionOf(source) : null),
      },
    ];
  });
}

function splitKey(key: string): { environment: string; service: string } {
  const slash = key.indexOf("/");
  return { environment: key.slice(0, slash), service: key.slice(slash + 1) };
}

function versionOf(row: { desired: string | null; running: string[] }): string | null {
  return row.desired ?? row.running.at(-1) ?? null;
}

function lagOf(own: string | null, source: string | null): string | null {
  return own === null || source === null || own === source ? null : lag(own, source);
}

/** The cells whose lag depends on these: the same service in every environment that one of them feeds. */
export function withFollowers(keys: readonly string[], environments: readonly ResolvedEnvironment[]): string[] {
  const followers = keys.flatMap((key) => {
    const { environment, service } = splitKey(key);
    return environments
      .filter((e) => e.environment.from === environment)
      .map((e) => `${e.environment.name}/${service}`);
  });
  return [...new Set([...keys, ...followers])];
}
