import type { EnvironmentHeader, InstanceState, Notice, Time } from "./overview";

/** What stands around every page: the platform's name, how Slipway's sources fare, and from where live events go on. */
export type Frame = {
  generatedAt: Time;
  /** Id of the last live change that this holds; the event stream resumes from it. */
  eventId: string;
  demo: boolean;
  platform: string;
  instances: InstanceState[];
  notices: Notice[];
};

/** An environment by name; `short` where there is little room. */
export type EnvironmentName = Pick<EnvironmentHeader, "name" | "short">;
