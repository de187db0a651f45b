export type PodContainer = { name: string; init: boolean };

export type PodContainers = {
  containers: PodContainer[];
  /** The one whose log is meant when none is named, as kubectl chooses it. */
  usual: string | null;
};

const DEFAULT = "kubectl.kubernetes.io/default-container";
const MOST = 100;

/** The containers of a pod, by its manifest: its own first, then those that prepare it. Nothing where it says none. */
export function podContainers(manifest: string): PodContainers {
  const pod = objectOf(parsed(manifest));
  const spec = objectOf(pod.spec);
  const own = namesOf(spec.containers);
  const named = objectOf(objectOf(pod.metadata).annotations)[DEFAULT];
  const containers = [
    ...own.map((name) => ({ name, init: false })),
    ...namesOf(spec.initContainers).map((name) => ({ name, init: true })),
  ];
  return { containers, usual: own.find((name) => name === named) ?? own[0] ?? null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value)) : {};
}

function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST).flatMap((item) => {
    const { name } = objectOf(item);
    return typeof name === "string" && name !== "" ? [name] : [];
  });
}
