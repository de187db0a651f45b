import type { World } from "./world";

export function apiOf(world: World): string {
  return `${world.url}/api/v3/repos/${world.owner}/${world.name}`;
}

export function webOf(world: World): string {
  return `${world.url}/${world.owner}/${world.name}`;
}

/** A path or ref as it stands in an address, its slashes kept. */
export function inAddress(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
