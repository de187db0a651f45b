import type { Identity } from "@/lib/domain/policy";

/** A person whom Slipway knows of, with the groups found last. */
export type KnownPerson = Pick<Identity, "id" | "name" | "login" | "mail" | "groups" | "provider">;
