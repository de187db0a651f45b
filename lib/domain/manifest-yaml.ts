import { isMap, type Json, type JsonMap } from "./json-value";

const STEP = "  ";
const DEEPEST = 100;
/** What needs no quotes anywhere; all else is written as JSON, which is YAML too. */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./@-]*(?:[ :][A-Za-z0-9_./@-]+)*$/;
const NOT_A_STRING = /^(?:true|false|yes|no|on|off|y|n|null|~)$/i;
/** What a block of lines can hold as it is. */
const BLOCK = /^[\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;

/** A document as YAML in one way only, so that two can be compared line by line. Written for that: `yaml` takes seconds for 5 MB. */
export function manifestYaml(value: Json): string {
  const lines: string[] = [];
  write(value, "", "", lines, 0);
  return `${lines.join("\n")}\n`;
}

/** `lead` stands before the value on its first line, `indent` before those that follow. */
function write(value: Json, lead: string, indent: string, lines: string[], depth: number) {
  if (depth < DEEPEST && isMap(value) && Object.keys(value).length > 0) writeMap(value, lead, indent, lines, depth);
  else if (depth < DEEPEST && Array.isArray(value) && value.length > 0) writeList(value, lead, indent, lines, depth);
  else if (typeof value === "string" && isBlock(value)) writeBlock(value, lead, indent, lines);
  else lines.push(lead + scalar(value));
}

function writeMap(map: JsonMap, lead: string, indent: string, lines: string[], depth: number) {
  let first = lead;
  if (lead.endsWith(": ")) {
    lines.push(lead.trimEnd());
    first = indent;
  }
  for (const [key, value] of Object.entries(map)) {
    write(value, `${first}${scalar(key)}: `, indent + STEP, lines, depth + 1);
    first = indent;
  }
}

function writeList(list: Json[], lead: string, indent: string, lines: string[], depth: number) {
  let first = lead;
  if (lead.endsWith(": ")) {
    lines.push(lead.trimEnd());
    first = indent;
  }
  for (const value of list) {
    write(nameFirst(value), `${first}- `, indent + STEP, lines, depth + 1);
    first = indent;
  }
}

/** An item is known by its name, wherever that stands in the document. */
function nameFirst(item: Json): Json {
  return isMap(item) && Object.hasOwn(item, "name") && item.name !== undefined ? { name: item.name, ...item } : item;
}

function isBlock(text: string): boolean {
  const ending = text.slice(text.endsWith("\n") ? -2 : -1).charAt(0);
  return text.includes("\n") && BLOCK.test(text) && !/^\s/.test(text) && !/\s/.test(ending);
}

function writeBlock(text: string, lead: string, indent: string, lines: string[]) {
  const ends = text.endsWith("\n");
  const inner = indent === "" ? STEP : indent;
  lines.push(`${lead}|${ends ? "" : "-"}`);
  for (const line of (ends ? text.slice(0, -1) : text).split("\n")) lines.push(line === "" ? "" : inner + line);
}

function scalar(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return PLAIN.test(value) && !NOT_A_STRING.test(value) ? value : JSON.stringify(value);
}
