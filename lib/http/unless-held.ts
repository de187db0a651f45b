import { createHash } from "node:crypto";
import { NOT_KEPT } from "./refusal";

/**
 * An answer that the page may hold already: then it is told so and nothing is sent again. `when` travels along and does
 * not count: it is another each time.
 */
export function unlessHeld(request: Request, value: object, when: object): Response {
  const tag = `"${createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 27)}"`;
  const headers = { ...NOT_KEPT, ETag: tag };
  const held = request.headers.get("if-none-match")?.split(",") ?? [];
  // Whoever compresses an answer on its way marks the tag as weak.
  if (held.some((one) => one.trim().replace(/^W\//, "") === tag)) return new Response(null, { status: 304, headers });
  return Response.json({ ...value, ...when }, { headers });
}
