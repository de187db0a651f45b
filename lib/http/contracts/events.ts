import type { Time } from "./overview";
import type { TimelineEntry } from "./timeline";

/** What Kubernetes says of one thing; the same said again and again is one. */
export type ClusterEvent = {
  id: string;
  warning: boolean;
  reason: string;
  message: string;
  count: number;
  firstAt: Time | null;
  lastAt: Time | null;
  source: string;
  object: { kind: string; namespace: string; name: string };
};

/** The cluster's events of one Application, and what Slipway itself kept of the environment. */
export type EventsPage = {
  /** Whose events they are; null when there is none to look into. */
  application: string | null;
  cluster: {
    events: ClusterEvent[];
    /** Why they are not there, or not all of them, as a sentence. */
    problem: string | null;
    /** When Argo CD gave them; null when it did not. */
    at: Time | null;
    /** Of how many unwell resources the events are given, and how many there are. */
    asked: number;
    unwell: number;
  };
  own: TimelineEntry[];
  /** Whether Slipway keeps more than it gives here. */
  moreOwn: boolean;
};
