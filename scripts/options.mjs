import { parseArgs } from "node:util";
import { Sentence } from "./say.mjs";

/** The start's options; whatever is not one of them ends it with a sentence. */
export function startOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        reset: { type: "boolean" },
        dev: { type: "boolean" },
        port: { type: "string" },
        data: { type: "string" },
        applications: { type: "string" },
      },
    });
    return {
      reset: values.reset ?? false,
      dev: values.dev ?? false,
      data: values.data ?? ".data",
      port: whole("--port", values.port, 65_535),
      applications: whole("--applications", values.applications, 20_000) ?? 0,
    };
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw new Sentence(`${error.message.split(".")[0]}. Known: --reset, --port N, --applications N, --data DIR.`);
  }
}

function whole(name, text, most) {
  if (text === undefined) return null;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) throw new Sentence(`${name} takes a whole number up to ${most}.`);
  return number;
}
