/** Where Argo CD shows an Application. */
export function argocdAddress(argocd: string, { namespace, name }: { namespace: string; name: string }): string {
  return `${argocd.replace(/\/$/, "")}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
