import { type ResourceName, resourceOfKey } from "@/lib/domain/resource-key";
import { searched } from "./overview-filter";

const MOST_CHARACTERS = 1_500;

/** The Application that an address names; null: the worst of the environment. */
export function applicationAsked(query: URLSearchParams): string | null {
  return searched(query.get("application"), 300) || null;
}

/** The resource that an address names; null when it names none. */
export function resourceAsked(query: URLSearchParams): ResourceName | null {
  const key = query.get("resource") ?? "";
  return key.length > MOST_CHARACTERS || key.includes("\0") ? null : resourceOfKey(key);
}

export const RESOURCE_PROBLEM = "resource is group/kind/namespace/name, as in apps/Deployment/shop/web.";
