import type { ProjectedApplication } from "@/lib/domain/projection";
import type { Database } from "./client";

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/**
 * Keeps what resources are called apart from how they fare: a resource is looked for among all of a fleet, and its name
 * changes far less often than its state. A row is written only when a name has changed.
 */
export async function saveResourceNames(tx: Transaction, applications: readonly ProjectedApplication[]): Promise<void> {
  if (applications.length === 0) return;
  const rows = applications.map(({ id, present, resources }) => ({ id, names: present ? namesOf(resources) : "" }));
  await tx.$executeRaw`
    INSERT INTO resource_names (application_id, names)
    SELECT r.id, r.names FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, names text)
    ON CONFLICT (application_id) DO UPDATE SET names = excluded.names WHERE resource_names.names <> excluded.names`;
}

/** Each resource is a line of name and kind; line breaks stand around all, so that a whole name can be told from a part. */
function namesOf(resources: ProjectedApplication["resources"]): string {
  const lines = resources.map(({ name, kind }) => `${oneLine(name)}\t${oneLine(kind)}`);
  return lines.length === 0 ? "" : `\n${lines.join("\n").toLowerCase()}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\t\n\0]/g, " ");
}
