import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { Problem } from "@/lib/domain/pipeline";
import type { PolicyReader } from "@/lib/ports";
import type { PlaceOf } from "./place";
import { reasonOf } from "./reason";
import { pipelineShape } from "./shape";
import { toPipeline } from "./to-pipeline";

const MOST_CHARACTERS = 1_000_000;

/** Reads pipeline.yaml. Every problem names file, line, column and a reason; with one problem nothing of it counts. */
export const readPipeline: PolicyReader = (text, file) => {
  const fail = (problems: Problem[]) => ({ ok: false as const, problems });
  if (text.length > MOST_CHARACTERS)
    return fail([{ file, line: 1, column: 1, reason: "The file is larger than 1 MB." }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: true });
  if (document.errors.length > 0)
    return fail(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return {
          file,
          line,
          column: col,
          reason: error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "This is not YAML.",
        };
      }),
    );
  const placeOf = placesIn(document, lines);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch {
    return fail([{ file, line: 1, column: 1, reason: "The file refers to itself too often (YAML aliases)." }]);
  }
  const read = pipelineShape.safeParse(content);
  if (!read.success)
    return fail(
      read.error.issues.flatMap((issue) =>
        reasonOf(issue).map(({ path, reason }) => ({ file, ...at(placeOf, path), reason })),
      ),
    );
  return toPipeline(read.data, file, placeOf);
};

function at(placeOf: PlaceOf, path: readonly PropertyKey[]) {
  return placeOf(path);
}

/** The place of a path's node, or of the nearest one above it that stands in the file. */
function placesIn(document: Document, lines: LineCounter): PlaceOf {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  };
}
