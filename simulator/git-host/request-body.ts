import type { IncomingMessage } from "node:http";
import { Refused } from "./answer";
import { type Body, isObject } from "./input";

const MOST_BYTES = 70_000_000;

/** The JSON object that a request carries; an empty one when it carries nothing. */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  if (size > MOST_BYTES) throw new Refused(413, "The request entity is too large.");
  if (size === 0) return {};
  const value = parsed(Buffer.concat(chunks).toString("utf8"));
  if (!isObject(value)) throw new Refused(400, "Body should be a JSON object");
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, "Problems parsing JSON");
  }
}
