export type ResourceName = { group: string; kind: string; namespace: string; name: string };

/** One resource as an address names it: group/kind/namespace/name. What would part it wrongly is escaped. */
export function resourceKey({ group, kind, namespace, name }: ResourceName): string {
  return [group, kind, namespace, name].map(escaped).join("/");
}

/** The resource that a key names; null when it is no key. */
export function resourceOfKey(key: string): ResourceName | null {
  const [group, kind, namespace, name, ...more] = key.split("/").map(plain);
  if (group == null || namespace == null || !kind || !name || more.length > 0) return null;
  return { group, kind, namespace, name };
}

function escaped(part: string): string {
  return part.replace(/[%/]/g, (sign) => (sign === "%" ? "%25" : "%2F"));
}

function plain(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
