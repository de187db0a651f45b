import type { Accounts } from "./accounts";
import type { Faults } from "./faults";
import { type Call, firstQuery } from "./http";
import type { Asked } from "./lookup";
import type { RequestCounts } from "./request-counts";
import type { Simulation } from "./simulation";
import type { StreamRegistry } from "./streams";

/** What every route needs. */
export interface Context {
  simulation: Simulation;
  accounts: Accounts;
  streams: StreamRegistry;
  faults: Faults;
  requests: RequestCounts;
  webhookSecret: string | undefined;
}

/** Answers the call and returns true, or returns false when the path is not its own. */
export type Route = (context: Context, call: Call) => boolean | Promise<boolean>;

/** The application that a GET or DELETE names. */
export function askedFor(call: Call, name: string): Asked {
  return { name, project: firstQuery(call, "project", "projects"), appNamespace: firstQuery(call, "appNamespace") };
}
