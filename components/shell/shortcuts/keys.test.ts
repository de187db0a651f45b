import { describe, expect, it } from "vitest";
import { afterKey, type KeyCommand, type Pressed, type Waiting } from "./keys";

function press(key: string, change: Partial<Pressed> = {}): Pressed {
  return { key, mod: false, alt: false, elsewhere: false, at: 1_000, ...change };
}

/** What a row of keys does, the last one. */
function commandOf(keys: Pressed[]): KeyCommand | null {
  let waiting: Waiting = null;
  let command: KeyCommand | null = null;
  for (const pressed of keys) ({ waiting, command } = afterKey(waiting, pressed));
  return command;
}

describe("the keys", () => {
  it.each<[string, Pressed[], KeyCommand | null]>([
    ["⌘K finds", [press("k", { mod: true })], { do: "find" }],
    ["also with capitals on", [press("K", { mod: true })], { do: "find" }],
    ["also in a field", [press("k", { mod: true, elsewhere: true })], { do: "find" }],
    ["k alone does nothing", [press("k")], null],
    ["? shows all", [press("Shift"), press("?")], { do: "help" }],
    ["not in a field", [press("?", { elsewhere: true })], null],
    ["g and a letter go", [press("g"), press("o", { at: 1_400 })], { do: "go", letter: "o" }],
    ["not in a field", [press("g"), press("o", { elsewhere: true })], null],
    ["not when it began in a field", [press("g", { elsewhere: true }), press("o")], null],
    ["not when too long was thought", [press("g"), press("o", { at: 9_000 })], null],
    ["not with Ctrl, which is the browser's", [press("g"), press("o", { mod: true })], null],
    ["g twice goes to what g names", [press("g"), press("g")], { do: "go", letter: "g" }],
    ["another key forgets the g", [press("g"), press("Escape"), press("o")], null],
    ["Shift does not", [press("g"), press("Shift"), press("h")], { do: "go", letter: "h" }],
  ])("%s", (_what, keys, command) => {
    expect(commandOf(keys)).toEqual(command);
  });
});
