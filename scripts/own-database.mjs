import pg from "pg";
import { Sentence, say } from "./say.mjs";

const ANSWER_MS = 10_000;

/** The reasons in our words: PostgreSQL's own can hold pieces of an address that was misread, its password among them. */
const REASONS = new Map([
  ["ECONNREFUSED", "nothing answers at its address"],
  ["ENOTFOUND", "its host is not known"],
  ["EAI_AGAIN", "its host is not known"],
  ["ETIMEDOUT", "nothing answers at its address in time"],
  ["28P01", "the server refuses its user or password"],
  ["28000", "the server refuses its user"],
  ["3D000", "its database does not exist"],
  ["42501", "its user may not enter the database"],
  ["53300", "the server has no connection left"],
  ["57P03", "the server is starting or stopping"],
]);

/** The database that DATABASE_URL and DATABASE_OWNER_URL name, or null: then there is the embedded one. */
export function ownDatabase(env) {
  const [url, ownerUrl] = ["DATABASE_URL", "DATABASE_OWNER_URL"].map((variable) => addressIn(env, variable));
  if (url) return { url, ownerUrl: ownerUrl ?? url };
  if (ownerUrl) throw new Sentence("DATABASE_URL is not set, but DATABASE_OWNER_URL is: set both, or neither.");
  return null;
}

/** Ends the start when one of both does not answer. */
export async function reachOwnDatabase({ url, ownerUrl }, log = say) {
  await reach("DATABASE_URL", url);
  if (ownerUrl !== url) return reach("DATABASE_OWNER_URL", ownerUrl);
  log(
    "  · web and worker run as the schema's owner: to separate them, set DATABASE_URL to a role with no more than select, insert, update and delete on its tables, and DATABASE_OWNER_URL to the owner",
  );
}

/** A postgresql address in a variable, null when it is not set; anything else ends the start. */
export function addressIn(env, variable) {
  const text = env[variable]?.trim();
  if (!text) return null;
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new Sentence(
      `${variable} is not a postgresql address (what is unusual in its password must be percent-encoded).`,
    );
  return text;
}

/** Ends the start with a sentence when the database that a variable names cannot be used. */
export async function reach(variable, url) {
  let client = null;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS });
    client.on("error", () => undefined);
    await client.connect();
  } catch (error) {
    throw new Sentence(`The database of ${variable} cannot be used: ${reasonOf(error)}.`);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function reasonOf(error) {
  if (/timeout/.test(error.message)) return REASONS.get("ETIMEDOUT");
  if (/does not support SSL/.test(error.message)) return "the server does not speak TLS, which its address asks for";
  const code = String(error.code ?? "without a code");
  return REASONS.get(code) ?? `connecting failed (${code})`;
}
