import { compareResources, isPod, type SeenResource } from "./resource-row";
import { TONES, type Tone, worstTone } from "./status";

export type PodGroup<Pod> = { id: string; title: string; kind: string; tone: Tone; failing: number; pods: Pod[] };

/** Pods by what they belong to, or by the machine that carries them; groups with failing pods first, and in them those. */
export function podGroups<Row extends SeenResource>(rows: readonly Row[], by: "service" | "node"): PodGroup<Row>[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const groups = new Map<string, PodGroup<Row>>();
  for (const pod of rows) {
    if (!isPod(pod)) continue;
    const { id, title, kind } = by === "service" ? serviceOf(pod, known) : machineOf(pod);
    const group = groups.get(id) ?? { id, title, kind, tone: "fine" as const, failing: 0, pods: [] };
    group.pods.push(pod);
    groups.set(id, group);
  }
  for (const group of groups.values()) {
    group.pods.sort(compareResources);
    group.tone = worstTone(group.pods.map((pod) => pod.tone));
    group.failing = group.pods.filter((pod) => pod.tone === "failing").length;
  }
  return [...groups.values()].sort(
    (a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || (a.title < b.title ? -1 : 1),
  );
}

/** The topmost owner: a Deployment for the pods of its ReplicaSets. A pod that nothing made stands for itself. */
function serviceOf(pod: SeenResource, known: ReadonlyMap<string, SeenResource>) {
  let top = pod;
  for (let next = known.get(pod.parent ?? ""); next; next = known.get(next.parent ?? "")) top = next;
  return { id: top.key, title: top.name, kind: top.kind };
}

function machineOf({ node }: SeenResource) {
  return node === null ? { id: "", title: "No node yet", kind: "" } : { id: node, title: node, kind: "Node" };
}
