import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** GitHub's published description of its REST API, and checks of answers against it. */
const require = createRequire(import.meta.url);
const file = require.resolve("@octokit/openapi").replace(/index\.js$/, "generated/api.github.com.json");

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => value !== null && typeof value === "object" && !Array.isArray(value);

const description: unknown = JSON.parse(readFileSync(file, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat("uri", { type: "string", validate: (text: string) => URL.canParse(text) && !/[\s"<>{}]/.test(text) });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
for (const name of ["int64", "timestamp", "hostname", "ssh-key", "repo.nwo", "uri-template", "float", "password"])
  ajv.addFormat(name, true);

const ERROR = { $ref: "#/components/schemas/basic-error" };
const validators = new Map<string, ValidateFunction>();

/** What is wrong with an answer of this operation ("GET /repos/{owner}/{repo}"); empty when nothing is. */
export function faultsOf(operation: string, status: number, body: unknown, mediaType = "application/json"): string[] {
  const [method = "", path = ""] = operation.split(" ");
  const response = at(description, "paths", path, method.toLowerCase(), "responses", String(status));
  if (response === undefined) return [`${operation} does not answer ${status}`];
  const content = at(response, "content");
  if (content === undefined && status >= 400) return faultsIn("an error", ERROR, body); // described in words only
  if (content === undefined) return body === "" ? [] : [`${operation} has no body with ${status}`];
  const schema = at(content, mediaType, "schema") ?? at(content, Object.keys(Object(content))[0] ?? "", "schema");
  return faultsIn(`${operation} ${status} ${mediaType}`, schema, body);
}

/** What is wrong with the body of a webhook event. */
export function eventFaults(event: string, body: unknown): string[] {
  const schema = at(description, "x-webhooks", event, "post", "requestBody", "content", "application/json", "schema");
  return schema === undefined ? [`there is no event ${event}`] : faultsIn(`event ${event}`, schema, body);
}

/** The statuses that an operation may answer; none when GitHub has no such operation. */
export function statusesOf(operation: string): number[] {
  const [method = "", path = ""] = operation.split(" ");
  return Object.keys(Object(at(description, "paths", path, method.toLowerCase(), "responses"))).map(Number);
}

function faultsIn(name: string, schema: unknown, body: unknown): string[] {
  const known = validators.get(name);
  const validate = known ?? ajv.compile(Object(standard(schema)));
  validators.set(name, validate);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${name}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** A value below keys, its references followed. */
function at(value: unknown, ...keys: string[]): unknown {
  let found = resolved(value);
  for (const key of keys) found = isNode(found) ? resolved(found[key]) : undefined;
  return found;
}

function resolved(value: unknown): unknown {
  if (!isNode(value) || typeof value.$ref !== "string") return value;
  return at(description, ...value.$ref.replace(/^#\//, "").split("/"));
}

/** OpenAPI 3.0's schema as JSON Schema: references written out, `nullable` turned into the type null. */
function standard(schema: unknown, within: readonly unknown[] = []): unknown {
  const whole = resolved(schema);
  if (Array.isArray(whole)) return whole.map((item) => standard(item, within));
  if (!isNode(whole)) return whole;
  if (within.includes(whole)) return {}; // a schema inside itself: checked once, above
  const inner = [...within, whole];
  const { nullable, discriminator: _one, example: _two, examples: _three, description: _four, ...rest } = whole;
  // Some of GitHub's alternatives overlap, so that "exactly one" would refuse GitHub's own answers.
  const name = (key: string) => (key === "oneOf" ? "anyOf" : key);
  const entries = Object.entries(rest).map(([key, value]) => [name(key), standardKeyword(key, value, inner)] as const);
  const made = Object.fromEntries(entries);
  return nullable === true ? { anyOf: [made, { type: "null" }] } : made;
}

function standardKeyword(key: string, value: unknown, within: readonly unknown[]): unknown {
  switch (key) {
    case "properties":
      return Object.fromEntries(Object.entries(Object(value)).map(([name, one]) => [name, standard(one, within)]));
    case "items":
    case "additionalProperties":
    case "not":
    case "anyOf":
    case "oneOf":
    case "allOf":
      return standard(value, within);
    default:
      return value;
  }
}
