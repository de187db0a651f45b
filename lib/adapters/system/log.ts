import pino from "pino";
import type { Log } from "@/lib/ports";

/** JSON lines on stderr: stdout belongs to what the start script reads. Anything named like a secret is left out. */
export function createLog(level: string, part: string): Log {
  const logger = pino(
    {
      level,
      base: { part },
      redact: {
        paths: ["token", "*.token", "password", "*.password", "secret", "*.secret", "authorization", "*.authorization"],
        remove: true,
      },
    },
    pino.destination(2),
  );
  return {
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, facts = {}) => logger.error(facts, message),
  };
}
