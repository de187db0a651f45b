import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const recordingSchema = z.object({
  name: z.string(),
  given: z.string(),
  recordedAt: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    as: z.string(),
    headers: z.record(z.string(), z.string().nullable()).default({}),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number().nullable(),
    headers: headersSchema,
    json: z.unknown().optional(),
    text: z.string().optional(),
    chunks: z.array(z.object({ ms: z.number(), data: z.string() })).optional(),
    ended: z.string().optional(),
  }),
});

/** One exchange with a real Argo CD, as it came off the socket. */
export type Recording = z.infer<typeof recordingSchema>;

export const RECORDINGS = path.join(import.meta.dirname, "recordings");

export function readRecording(folder: string, name: string): Recording {
  return recordingSchema.parse(JSON.parse(readFileSync(path.join(RECORDINGS, folder, `${name}.json`), "utf8")));
}

/** Names of a folder's exchanges in the order in which they were recorded; those that are no exchange are left out. */
export function recordedNames(folder: string): string[] {
  const names = readdirSync(path.join(RECORDINGS, folder)).map((file) => file.replace(/\.json$/, ""));
  const known = names.flatMap((name) => {
    const value: unknown = JSON.parse(readFileSync(path.join(RECORDINGS, folder, `${name}.json`), "utf8"));
    const parsed = recordingSchema.safeParse(value);
    return parsed.success ? [{ name, at: parsed.data.recordedAt }] : [];
  });
  return known.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ name }) => name);
}
