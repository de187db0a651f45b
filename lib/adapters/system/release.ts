import { readFileSync } from "node:fs";
import path from "node:path";

/** Which build of Slipway this process runs; a page that was drawn by another one may load itself anew. */
export function releaseIn(folder: string): string {
  try {
    return readFileSync(path.join(folder, ".next", "BUILD_ID"), "utf8").trim();
  } catch {
    return "development";
  }
}
