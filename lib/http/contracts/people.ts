import type { Time } from "./overview";

export type PeopleFilter = {
  /** Part of a name, login, mail address or group. */
  q: string;
  /** Everybody who has signed in, or those with an open session. */
  only: "all" | "open";
  page: number;
};

export type PersonRow = {
  id: string;
  name: string;
  login: string | null;
  mail: string | null;
  provider: string;
  roles: string[];
  groups: string[];
  groupsSince: Time;
  groupsReadAt: Time;
  /** Their groups were read too long ago and count for nothing until they sign in again. */
  groupsVoid: boolean;
  firstSeen: Time;
  lastSeen: Time;
  openSessions: number;
};

export type OpenSession = {
  id: string;
  begun: Time;
  lastSeen: Time;
  until: Time;
  address: string | null;
  browser: string;
  /** The one that asks. */
  own: boolean;
};

/** People who have signed in; to who may not administer, only themselves. */
export type PeoplePage = {
  filter: PeopleFilter;
  sessions: OpenSession[];
  /** Null: not shown to this person; then `refused` says why and who could. */
  people: { rows: PersonRow[]; total: number; pages: number } | null;
  refused: string | null;
  /** How soon a group that somebody lost no longer counts, for each way to sign in here. */
  removal: { provider: string; words: string }[];
};
