function customization(paths: string[] | null, pointers: string[] | null): string {
  const list = (name: string, items: string[] | null) =>
    items ? `${name}:\n${items.map((item) => `- ${item}\n`).join("")}` : `${name}: null\n`;
  return `${list("jqPathExpressions", paths)}${list("jsonPointers", pointers)}managedFieldsManagers: null\n`;
}

function ignoring(paths: string[] | null, pointers: string[] | null): object {
  return { ignoreDifferences: customization(null, null), ignoreResourceUpdates: customization(paths, pointers) };
}

function annotations(...names: string[]): string[] {
  return names.map((name) => `.metadata.annotations."${name}"`);
}

/** What Argo CD 3.6 ignores by default, as its settings endpoint tells signed-in callers. */
export const resourceOverrides: Record<string, object> = {
  "*/*": {
    ignoreDifferences: customization(null, ["/status"]),
    ignoreResourceUpdates: customization(null, ["/status"]),
  },
  ConfigMap: ignoring(
    annotations("cluster-autoscaler.kubernetes.io/last-updated", "control-plane.alpha.kubernetes.io/leader"),
    null,
  ),
  Endpoints: ignoring(null, ["/metadata", "/subsets"]),
  "apps/ReplicaSet": ignoring(
    annotations(
      "deployment.kubernetes.io/desired-replicas",
      "deployment.kubernetes.io/max-replicas",
      "rollout.argoproj.io/desired-replicas",
    ),
    null,
  ),
  "argoproj.io/Application": ignoring(
    [
      ...annotations(
        "notified.notifications.argoproj.io",
        "argocd.argoproj.io/refresh",
        "argocd.argoproj.io/refresh-timestamp",
        "argocd.argoproj.io/hydrate",
        "argocd.argoproj.io/hydrate-timestamp",
      ),
      ".operation",
    ],
    null,
  ),
  "argoproj.io/Rollout": ignoring(annotations("notified.notifications.argoproj.io"), null),
  "autoscaling/HorizontalPodAutoscaler": ignoring(
    annotations(
      "autoscaling.alpha.kubernetes.io/behavior",
      "autoscaling.alpha.kubernetes.io/conditions",
      "autoscaling.alpha.kubernetes.io/metrics",
      "autoscaling.alpha.kubernetes.io/current-metrics",
    ),
    null,
  ),
  "discovery.k8s.io/EndpointSlice": ignoring(null, ["/metadata", "/endpoints", "/ports"]),
};
