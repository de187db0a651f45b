import type { MembershipState } from "@/lib/domain/membership";
import type { Database } from "./client";

export const MEMBERSHIP_KEY = "github-membership";

/** How the last reading went; null before the first one. */
export async function readMembershipState(db: Database): Promise<MembershipState | null> {
  const value = (await db.setting.findUnique({ where: { key: MEMBERSHIP_KEY } }))?.value;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const { state, message, since, at } = value ?? {};
  if (typeof since !== "string" || typeof at !== "string") return null;
  return {
    state: state === "failing" ? "failing" : "read",
    message: typeof message === "string" ? message : null,
    since,
    at,
  };
}
