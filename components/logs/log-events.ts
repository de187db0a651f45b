import type { LogEvents } from "@/lib/http/contracts/logs";

export type LogEvent = { [Name in keyof LogEvents]: { name: Name; data: LogEvents[Name] } }[keyof LogEvents];

/** Cuts a stream's text into its events; what is not whole yet waits for the next piece. */
export function createEventReader(): (text: string) => LogEvent[] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => eventOf(block) ?? []);
  };
}

function eventOf(block: string): LogEvent | null {
  let name = "";
  let data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  return name === "" ? null : ({ name, data: JSON.parse(data) } as LogEvent);
}
