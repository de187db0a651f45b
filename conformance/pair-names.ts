import { byForm } from "./by-form";
import { isObject, listAt, type Members } from "./members";

function identity(node: Members): string {
  const images = Array.isArray(node.images) ? node.images.join() : "";
  return `${node.kind} ${byForm(String(node.name))} ${images}`;
}

/** Names and uids of one resource tree, each with that of the same node in another. */
export function pairNames(recorded: unknown, replayed: unknown): Map<string, string> {
  const pairs = new Map<string, string>();
  const rest = listAt(replayed, "nodes").filter(isObject);
  for (const node of listAt(recorded, "nodes").filter(isObject)) {
    const found = rest.findIndex((candidate) => identity(candidate) === identity(node));
    const twin = found < 0 ? undefined : rest.splice(found, 1)[0];
    if (!twin) continue;
    if (node.name !== twin.name) pairs.set(String(node.name), String(twin.name));
    if (node.uid !== undefined) pairs.set(String(node.uid), String(twin.uid));
  }
  return pairs;
}
