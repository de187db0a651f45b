import type { Identity } from "@/lib/domain/policy";

/** Who asks: a person that is signed in and may be. */
export type Actor = Identity;

/** What the header shows of a person. */
export type ScreenActor = { name: string; login: string; role: string };
