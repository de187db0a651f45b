import type { Favourite } from "./find";
import type { Frame } from "./frame";
import type { Attention, Commit, EnvironmentHeader, Happening, Time } from "./overview";
import type { Tone } from "./status";

/** Where a version is, as far as one environment goes (lib/domain/whereabouts.ts). */
export type Whereabouts = {
  environment: string;
  short: string;
  kind:
    | "runs"
    | "arriving"
    | "leaving"
    | "waits"
    | "replaced"
    | "taken-back"
    | "passed-by"
    | "not-yet"
    | "not-part"
    | "not-known";
  /** The other version, where another one runs there. */
  version: string | null;
  /** Since when it runs there, or until when it did. */
  at: Time | null;
  /** How the service fares there. */
  tone: Tone;
  words: string;
};

export type BroughtVersion = { service: string; version: string; from: string | null; places: Whereabouts[] };

/** `brought` is null where no deployment of exactly this commit was seen. */
export type MyCommit = {
  commit: Commit;
  deployed: { environment: string; at: Time; outcome: "succeeded" | "failed" | "running" } | null;
  brought: BroughtVersion[] | null;
  /** Versions that it brought besides. */
  more: number;
};

/** A service whose version in the environment before is another one. */
export type ToTest = {
  service: string;
  there: string | null;
  here: string | null;
  lag: string | null;
  /** Since when it runs there. */
  since: Time | null;
  tone: Tone;
  words: string;
  commits: Commit[];
};

/** Runs before `environment` and not yet in it; `total` of them, the first are given. */
export type ToTestList = { environment: string; from: string; total: number; rows: ToTest[] };

export type PlainStatus = {
  environment: string;
  short: string;
  tone: Tone;
  words: string;
  sentence: string;
  /** What fails or needs a look, the worst few. */
  troubles: { service: string; tone: Tone; words: string }[];
  lastChange: { at: Time; by: string; outcome: "succeeded" | "failed" | "running" } | null;
};

export type HomePanel =
  | { kind: "mine"; names: string[]; commits: MyCommit[] }
  | { kind: "to-test"; lists: ToTestList[] }
  | { kind: "to-operate"; environments: EnvironmentHeader[]; attention: Attention[]; lately: Happening[] }
  | { kind: "status"; environments: PlainStatus[] };

export type Home = { panels: HomePanel[]; favourites: Favourite[]; environments: number };

export type HomePage = { frame: Frame; home: Home };
