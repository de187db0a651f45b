/** What a role may do; `all` is everything but `administer`. */
export const ACTIONS = [
  "view",
  "logs",
  "refresh",
  "request",
  "approve",
  "change",
  "sync",
  "force",
  "prune",
  "rollback",
  "terminate",
  "restart",
  "override",
  "freeze",
  "acknowledge",
  "break-glass",
  "administer",
] as const;

/** What a hotfix may skip and an override may lift. */
export const LIFTABLE = [
  "verified-in-source",
  "soak",
  "checks",
  "everything-approved",
  "downgrade",
  "source-healthy",
  "rendered-difference",
  "semantic-versions",
  "approvals",
  "windows",
  "maintenance",
  "freezes",
] as const;

/** What an alert may tell of. */
export const ALERTS = [
  "sync-failed",
  "degraded",
  "changed-behind-git",
  "unapproved",
  "rolled-back",
  "needs-a-person",
  "waits-for-approval",
] as const;
