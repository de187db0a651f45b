import type { Pipeline } from "@/lib/domain/pipeline";
import { type Identity, rolesOf } from "@/lib/domain/policy";
import { DEMO_PEOPLE } from "./demo-people";

/** What the header calls this person: the demo's word, else the policy's roles. It grants nothing. */
export function roleOf(actor: Identity, pipeline: Pipeline | null): string {
  const demo = actor.provider === "demo" ? DEMO_PEOPLE.find((person) => person.login === actor.login) : undefined;
  if (demo) return demo.role;
  if (actor.provider === "first-admin") return "first administrator";
  if (actor.provider === "token") return "service token";
  const named = rolesOf(actor, pipeline).filter((role) => role.groups !== "anyone-signed-in");
  return named.map((role) => role.name).join(", ") || "viewer";
}
