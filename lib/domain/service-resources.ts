import type { ObservedResource } from "./observed";

/**
 * The resources of one service in an application that holds several: those named after it. Among services whose names
 * begin alike the longest name wins, so `linq-web-api` never counts for `linq-web`.
 */
export function resourcesOf(
  service: string,
  services: readonly string[],
  resources: readonly ObservedResource[],
): ObservedResource[] {
  return resources.filter((resource) => !resource.hook && ownerOf(resource.name, services) === service);
}

function ownerOf(name: string, services: readonly string[]): string | null {
  const owners = services.filter((service) => name === service || name.startsWith(`${service}-`));
  return owners.reduce<string | null>((best, next) => (best && best.length >= next.length ? best : next), null);
}
