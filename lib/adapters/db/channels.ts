/** The channels of LISTEN/NOTIFY. Payloads are small: an id, never a row. */
export const LIVE_CHANNEL = "slipway_live";
export const POLICY_CHANNEL = "slipway_policy";
export const GIT_WEBHOOK_CHANNEL = "slipway_git_webhook";
export const GIT_CHANNEL = "slipway_git";
export const CLOCK_CHANNEL = "slipway_clock";
