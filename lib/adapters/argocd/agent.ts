import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

export type Connection = { instance: string; url: string; caFile?: string; insecure?: boolean };

/** An agent of its own for each instance: a private authority or an unchecked certificate never spreads to other calls. */
export function agentFor(connection: Connection, keepAlive: boolean, maxSockets = 10): http.Agent {
  if (!connection.url.startsWith("https:")) return new http.Agent({ keepAlive, maxSockets });
  return new https.Agent({
    keepAlive,
    maxSockets,
    rejectUnauthorized: connection.insecure !== true,
    ...(connection.caFile ? { ca: authorities(connection.instance, connection.caFile) } : {}),
  });
}

/** The file's certificates. Throws a sentence when there are none: found at the start, not at the first call. */
function authorities(instance: string, file: string): string {
  const text = readOrThrow(instance, file);
  try {
    new X509Certificate(text);
    return text;
  } catch {
    throw new Error(`The CA file of the Argo CD "${instance}" holds no certificate in PEM form.`);
  }
}

function readOrThrow(instance: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new Error(`The CA file of the Argo CD "${instance}" cannot be read (${code}).`);
  }
}
