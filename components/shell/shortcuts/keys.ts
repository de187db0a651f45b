/** A key as it was pressed; `elsewhere`: it belongs to a field or an open dialog. */
export type Pressed = { key: string; mod: boolean; alt: boolean; elsewhere: boolean; at: number };
export type KeyCommand = { do: "find" } | { do: "help" } | { do: "go"; letter: string };

/** After a g, so long is waited for where to. */
const PATIENCE_MS = 1_500;

/** When the g was pressed; null when none waits. */
export type Waiting = number | null;

/** What a key does, and whether a g waits afterwards. Only the way to finding works while somebody types. */
export function afterKey(waiting: Waiting, pressed: Pressed): { waiting: Waiting; command: KeyCommand | null } {
  const { key, mod, alt, elsewhere, at } = pressed;
  if (mod && !alt && key.toLowerCase() === "k") return { waiting: null, command: { do: "find" } };
  if (mod || alt || elsewhere) return { waiting: null, command: null };
  if (key === "Shift") return { waiting, command: null };
  if (key === "?") return { waiting: null, command: { do: "help" } };
  if (waiting !== null && at - waiting < PATIENCE_MS && /^[a-z]$/.test(key))
    return { waiting: null, command: { do: "go", letter: key } };
  return { waiting: key === "g" ? at : null, command: null };
}
