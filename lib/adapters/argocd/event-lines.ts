import { StringDecoder } from "node:string_decoder";

/** More than this without an end, and it is no event. */
const MOST_CHARACTERS = 50_000_000;

export class EventTooLarge extends Error {}

/**
 * Takes bytes as they come, wherever they are cut, and gives the data of each finished server-sent event. Comments are
 * heartbeats and give nothing. Throws EventTooLarge for an event without end.
 */
export function createEventReader(mostCharacters = MOST_CHARACTERS): { push(chunk: Buffer): string[] } {
  const decoder = new StringDecoder("utf8");
  let pieces: string[] = [];
  let data: string[] = [];
  let size = 0;

  const grow = (text: string) => {
    size += text.length;
    if (size > mostCharacters) throw new EventTooLarge();
  };
  const line = (raw: string): string | null => {
    const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (text.startsWith("data:")) data.push(text.slice(5).trim());
    if (text !== "" || data.length === 0) return null;
    const event = data.join("\n");
    data = [];
    return event;
  };

  return {
    push(chunk) {
      const lines = decoder.write(chunk).split("\n");
      const rest = lines.pop() ?? "";
      const events: string[] = [];
      for (const end of lines) {
        grow(end);
        const event = line(pieces.join("") + end);
        pieces = [];
        if (event !== null) events.push(event);
        if (data.length === 0) size = 0;
      }
      grow(rest);
      if (rest !== "") pieces.push(rest);
      return events;
    },
  };
}
