import type { Identity } from "@/lib/domain/policy";
import { DEMO_PEOPLE, demoIdentity } from "./demo-people";

/**
 * Everybody whom Slipway knows of. Today these are the demo's people, and nobody elsewhere: whoever keeps people in a
 * table of their own reads them here.
 */
export async function knownPeople(settings: { demo: boolean }): Promise<Identity[]> {
  if (!settings.demo) return [];
  return DEMO_PEOPLE.flatMap(({ login }) => demoIdentity(login) ?? []);
}
