import type { EnvironmentName } from "./frame";
import type { Time } from "./overview";
import type { Tone } from "./status";

export type FoundKind = "environment" | "service" | "cell" | "application" | "resource" | "commit";

/** One thing that was found, and where it is. */
export type Found = {
  key: string;
  name: string;
  detail: string;
  href: string;
  /** The address is another system's. */
  outside: boolean;
  tone: Tone | null;
  words: string;
  at: Time | null;
};

/** `more`: others fit as well; more of the name tells them apart. */
export type FoundGroup = { kind: FoundKind; found: Found[]; more: boolean };

export type FindAnswer = {
  q: string;
  groups: FoundGroup[];
  /** Environments that are named by a word, or all where none is: their parts can be gone to ("logs of staging"). */
  places: EnvironmentName[];
};

export type FavouriteKind = "environment" | "service";
/** `tone`: the worst of what runs there. */
export type Favourite = { kind: FavouriteKind; key: string; tone: Tone };
