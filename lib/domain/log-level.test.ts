import { describe, expect, it } from "vitest";
import { logLevel } from "./log-level";

describe("the level of a line", () => {
  it.each([
    ['{"level":"error","msg":"no answer"}', "error"],
    ['{"time":"2026-11-24T15:00:00Z","level":"INFO","msg":"an ERROR was mended"}', "info"],
    ['{"severity":"WARNING","message":"slow"}', "warn"],
    ['{"level":50,"msg":"pino"}', "error"],
    ['{"level":30,"msg":"pino"}', "info"],
    ['{"level":10}', "debug"],
    ['{"msg":"level=error in a text"}', null],
    ['time="2026-11-24" level=warning msg="slow"', "warn"],
    ["ts=1 lvl=debug msg=x", "debug"],
    ["I1124 15:00:00.000000       1 main.go:10] started", "info"],
    ["W1124 15:00:00.000000       1 main.go:10] slow", "warn"],
    ["E1124 15:00:00.000000       1 main.go:10] an INFO", "error"],
    ["F1124 15:00:00.000000       1 main.go:10] gone", "error"],
    ["ERROR request id=7 status=503", "error"],
    ["2026-11-24 15:00:00,123 WARN  [main] c.l.Web - slow", "warn"],
    ["2026-11-24 15:00:00.123 UTC [42] FATAL:  no such role", "error"],
    ["2026/11/24 15:00:00 [error] 7#7: connect() failed", "error"],
    ["[INFO] ready", "info"],
    ["INFO: 10.0.0.1 - GET /", "info"],
    ["panic: runtime error: index out of range", "error"],
    ["Traceback (most recent call last):", "error"],
    ["Exception in thread main java.lang.Error", "error"],
    ["errors=0 warnings=0 took=3ms", null],
    ["GET /error 200", null],
    ["an error in lower case within a sentence", null],
    ["the TERROR of spelling", null],
    ["", null],
    [`${"x".repeat(3_000)} ERROR`, null],
  ])("%s", (line, level) => {
    expect(logLevel(line)).toBe(level);
  });
});
