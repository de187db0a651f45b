import type { Database } from "@/lib/adapters/db/client";
import { readMembershipState } from "@/lib/adapters/db/membership-state";
import { NOT_READ } from "@/lib/domain/membership";
import type { Notice } from "@/lib/http/contracts/overview";

/** That it cannot be read who is in which organisation and team, and what follows from it. */
export async function membershipNotices(db: Database): Promise<Notice[]> {
  const state = await readMembershipState(db);
  if (state?.state !== "failing") return [];
  return [
    {
      id: "github-membership",
      tone: "attention",
      title: "GitHub does not say who is in which organisation and team.",
      detail: `${state.message ?? "It gave no reason."} ${NOT_READ}`,
      asOf: state.since,
    },
  ];
}
