/** What `Status Reason` says while a container can still become well by itself, or ended as it should. */
const CALM = new Set([
  "",
  "Running",
  "Pending",
  "ContainerCreating",
  "PodInitializing",
  "Succeeded",
  "Completed",
  "Terminating",
  "NotReady",
]);

const WORDS: Readonly<Record<string, string>> = {
  CrashLoopBackOff: "Crash loop",
  ImagePullBackOff: "Cannot be pulled",
  ErrImagePull: "Cannot be pulled",
  ErrImageNeverPull: "Cannot be pulled",
  ImageInspectError: "Cannot be pulled",
  RegistryUnavailable: "Cannot be pulled",
  InvalidImageName: "Image name is not valid",
  OOMKilled: "Out of memory",
  CreateContainerConfigError: "Configuration missing",
  CreateContainerError: "Cannot be created",
  CreatePodSandboxError: "Cannot be created",
  RunContainerError: "Cannot be started",
  StartError: "Cannot be started",
  ContainerCannotRun: "Cannot be started",
  PostStartHookError: "Cannot be started",
  Error: "Crashed",
  DeadlineExceeded: "Took too long",
  Unknown: "Node is lost",
  NodeLost: "Node is lost",
  Unschedulable: "No room to run",
  Evicted: "Evicted",
};

/** Reasons of pods that ended for good: their successors take over, and Kubernetes keeps the remains for days. */
const ENDED = new Set([
  "Evicted",
  "Preempted",
  "Terminated",
  "NodeShutdown",
  "NodeAffinity",
  "UnexpectedAdmissionError",
  "OutOfcpu",
  "OutOfmemory",
  "OutOfpods",
  "DeadlineExceeded",
]);

/** Why a pod fails, in words; null while its reason is no failure. Argo CD writes `Init:` before an init container's. */
export function failureWords(reason: string): string | null {
  const own = reason.replace(/^Init:/, "");
  if (CALM.has(own) || /^\d+\/\d+$/.test(own)) return null;
  if (/^(ExitCode|Signal):\d+$/.test(own)) return "Crashed";
  return Object.hasOwn(WORDS, own) ? (WORDS[own] ?? null) : null;
}

/** What a pod that Argo CD calls Degraded is said to be: its reason in words, else the reason as it stands. */
export function degradedWords(reason: string): string {
  return failureWords(reason) ?? (CALM.has(reason) || /\d/.test(reason) ? "Failing" : reason.slice(0, 60));
}

export function hasEnded(reason: string): boolean {
  return ENDED.has(reason);
}
