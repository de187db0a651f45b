import type { Time } from "./overview";

/** One line as a page gets it. */
export type LogLineView = {
  /** Milliseconds; null: the cluster tells none. */
  at: number | null;
  pod: string;
  text: string;
  /** How long the line is, where only its beginning is here. */
  whole?: number;
  /** No line of the program: the cluster's refusal, lines that were left out, or what happened to the log itself. */
  mark?: "refusal" | "skipped" | "note";
};

export type LogPodView = {
  name: string;
  service: string | null;
  state: "failing" | "running" | "ended";
  words: string;
  createdAt: Time | null;
  /** Whether its log is among these. */
  read: boolean;
};

/** Whose logs these are. */
export type LogSources = {
  application: string;
  services: string[];
  pods: LogPodView[];
  /** Of the pods, how many are not even named here. */
  unnamed: number;
  /** At most so many are read at once. */
  most: number;
  /** To choose from, where all that is read has the same; empty while it is not known. */
  containers: { name: string; init: boolean }[];
};

/** What Argo CD could not give; it is asked again after so many milliseconds, or not at all. */
export type LogTrouble = { pod: string; message: string; againMs: number | null };

/** What the events of a log's stream carry, by their names. */
export type LogEvents = {
  sources: LogSources;
  lines: LogLineView[];
  trouble: LogTrouble;
  /** A pod's log flows again. */
  well: { pod: string };
  beat: Record<string, never>;
  /** Nothing more comes: all that was asked for is here. */
  end: Record<string, never>;
  "signed-out": Record<string, never>;
};
