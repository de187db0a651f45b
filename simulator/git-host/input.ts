import { Refused } from "./answer";
import type { Person } from "./git";

/** What a request's body holds, refused in GitHub's words when it is not of the kind that the route takes. */
export type Body = Readonly<Record<string, unknown>>;

export function requiredText(body: Body, key: string): string {
  const value = body[key];
  if (value === undefined || value === null) throw new Refused(422, `Invalid request.\n\n"${key}" wasn't supplied.`);
  return isText(value, key);
}

export function optionalText(body: Body, key: string): string | undefined {
  const value = body[key];
  return value === undefined || value === null ? undefined : isText(value, key);
}

function isText(value: unknown, key: string): string {
  if (typeof value === "string") return value;
  throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}', ${JSON.stringify(value)} is not a string.`);
}

/** author, committer or tagger of a request; `fallback` where it names none. */
export function personIn(body: Body, key: string, fallback: Person & { at: Date }): Person & { at: Date } {
  const given = body[key];
  if (given === undefined || given === null) return fallback;
  if (!isObject(given))
    throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}', ${JSON.stringify(given)} is not an object.`);
  const [name, email] = [requiredText(given, "name"), requiredText(given, "email")];
  if (named(name) === "" || named(email) === "")
    throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}', name and email must not be empty.`);
  const date = optionalText(given, "date");
  const at = date === undefined ? fallback.at : new Date(date);
  if (Number.isNaN(at.getTime()))
    throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}/date', "${date}" is not a valid date-time.`);
  return { name: named(name), email: named(email), at };
}

/** Without what git would cut away or take for the end of the name. */
const named = (text: string) => text.replace(/[\p{Cc}<>]/gu, "").trim();

export function isObject(value: unknown): value is Body {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function listIn(body: Body, key: string): unknown[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}', ${JSON.stringify(value)} is not an array.`);
}
