import { StringDecoder } from "node:string_decoder";

/** More than this without an end, and it is no event. */
const MOST_CHARACTERS = 50_000_000;

/**
 * Takes bytes as they come, wherever they are cut, and gives the data of each finished server-sent event. Comments are
 * heartbeats and give nothing.
 */
export function createEventReader(): { push(chunk: Buffer): string[] } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let data: string[] = [];
  return {
    push(chunk) {
      rest += decoder.write(chunk);
      if (rest.length > MOST_CHARACTERS) throw new Error("an event is too large");
      const events: string[] = [];
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const raw of lines) {
        const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
        if (line.startsWith("data:")) data.push(line.slice(5).trim());
        if (line !== "" || data.length === 0) continue;
        events.push(data.join("\n"));
        data = [];
      }
      return events;
    },
  };
}
