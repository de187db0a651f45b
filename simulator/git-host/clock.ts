import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { bodyOf } from "./request-body";

export type Clock = { now(): Date; advanceTo(target: Date): void };

export const systemClock: Clock = { now: () => new Date(), advanceTo() {} };

/** The system's clock moved by an offset that is kept; it moves forward only. */
export function movableClock(dataDir: string, startAt: Date | null): Clock {
  const file = path.join(dataDir, "clock.json");
  let offset = existsSync(file)
    ? Number(JSON.parse(readFileSync(file, "utf8")))
    : (startAt?.getTime() ?? Date.now()) - Date.now();
  const keep = () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(offset));
  };
  keep();
  return {
    now: () => new Date(Date.now() + offset),
    advanceTo(target) {
      offset = Math.max(offset, target.getTime() - Date.now());
      keep();
    },
  };
}

/** GET tells the time; POST {"advanceTo": iso} moves it, only for who says that a simulator is meant. */
export async function answerClock(clock: Clock, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const target = await bodyOf(request).then(
      ({ advanceTo }) => (typeof advanceTo === "string" ? new Date(advanceTo) : null),
      () => null,
    );
    if (request.headers["x-simulator"] !== "1" || !target || Number.isNaN(target.getTime())) {
      const message = "advanceTo must be a time, with the header X-Simulator: 1";
      response.writeHead(400, { "Content-Type": "application/json" }).end(JSON.stringify({ message }));
      return;
    }
    clock.advanceTo(target);
  }
  response
    .writeHead(200, { "Content-Type": "application/json" })
    .end(JSON.stringify({ now: clock.now().toISOString() }));
}
