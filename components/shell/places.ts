import { accessPath, auditPath, comparePath, HOME, overviewPath, timelinePath } from "@/lib/routes";

export type Place = "overview" | "home" | "timeline" | "compare" | "audit" | "access" | "environment" | "elsewhere";

/** The pages of the top bar; `letter` goes there after a g. */
export const PLACES: { place: Place; path: string; word: string; letter: string }[] = [
  { place: "overview", path: overviewPath(), word: "Overview", letter: "o" },
  { place: "home", path: HOME, word: "Home", letter: "h" },
  { place: "timeline", path: timelinePath(), word: "Timeline", letter: "t" },
  { place: "compare", path: comparePath(), word: "Compare", letter: "c" },
  { place: "audit", path: auditPath(), word: "Audit", letter: "a" },
  { place: "access", path: accessPath(), word: "Access", letter: "w" },
];
