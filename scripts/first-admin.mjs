import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

const ANSWER_MS = 5_000;

/** Lets one person in while the policy names nobody (decisions.md 16); only its hash goes further. */
export function firstAdminCode() {
  if (process.env.SLIPWAY_FIRST_ADMIN_CODE_HASH) return null;
  const text = randomBytes(9).toString("base64url");
  return { text, hash: createHash("sha256").update(text).digest("hex") };
}

/** Whether the policy in force says who may sign in: then the code opens nothing, and is not worth printing. */
export async function policyNamesSomebody(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`
      SELECT jsonb_path_exists(pipeline, '$.signIn.**[*] ? (@.type() == "string")') AS named
      FROM policy_reading WHERE in_force ORDER BY id DESC LIMIT 1`);
    return rows[0]?.named ?? false;
  } catch {
    return false; // a code too many is printed rather than none
  } finally {
    await client.end().catch(() => undefined);
  }
}
