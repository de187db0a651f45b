import { type PodContainers, podContainers } from "@/lib/domain/log-containers";
import type { LogPod } from "@/lib/domain/log-pods";
import type { ApplicationRef, ArgoCdInside } from "@/lib/ports";

const UNKNOWN: PodContainers = { containers: [], usual: null };

/** Which containers pods have: asked of Argo CD once for the pods of one owner, since they are alike. */
export function createPodContainers(inside: Pick<ArgoCdInside, "manifest">, ref: ApplicationRef) {
  const asked = new Map<string, Promise<PodContainers>>();

  function of(pod: LogPod): Promise<PodContainers> {
    const kept = asked.get(pod.owner);
    if (kept) return kept;
    const answer = ask(pod);
    asked.set(pod.owner, answer);
    return answer;
  }

  async function ask({ namespace, name }: LogPod): Promise<PodContainers> {
    const manifest = await inside.manifest(ref, { group: "", version: "v1", kind: "Pod", namespace, name });
    return manifest.ok ? podContainers(manifest.value.value) : UNKNOWN;
  }

  return {
    /** The container whose log is meant when none is named; empty where there is but one. */
    async usualOf(pod: LogPod): Promise<string> {
      return pod.containers === 1 ? "" : ((await of(pod)).usual ?? "");
    },
    /** What there is to choose from: only where all of the pods are of one service, or there is but one. */
    async commonTo(pods: readonly LogPod[]): Promise<PodContainers["containers"]> {
      const [first] = pods;
      if (!first) return [];
      const isOne = pods.length === 1 || (first.service !== null && pods.every((pod) => pod.service === first.service));
      return isOne ? (await of(first)).containers : [];
    },
  };
}
