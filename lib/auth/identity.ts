import * as z from "zod";
import type { Identity } from "@/lib/domain/policy";

/** What stands in a session's token. Anything else in there is no identity, a service token least of all. */
const identityShape = z.object({
  id: z.string().min(1),
  name: z.string(),
  login: z.string().nullable(),
  mail: z.string().nullable(),
  organisations: z.array(z.string()),
  groups: z.array(z.string()),
  provider: z.enum(["demo", "github", "oidc", "first-admin"]),
});

export function identityFrom(value: unknown): Identity | null {
  const read = identityShape.safeParse(value);
  return read.success ? read.data : null;
}
