/** How the last reading of GitHub's organisations and teams went, and since when it goes so; times are the domain's. */
export type MembershipState = { state: "read" | "failing"; message: string | null; since: string; at: string };

/** The sentence that follows from a failing one, for banners and the people's page. */
export const NOT_READ =
  "People who signed in with GitHub keep the groups last read for an hour; after that they have none until they sign in again.";
