import type { Action } from "@/lib/domain/pipeline";
import type { Time } from "./overview";

/** A right with the rule that gives it and where the file says so. */
export type GrantedRight = {
  action: Action;
  role: string;
  place: string | null;
  link: string | null;
  since: Time | null;
};

/** A role's rights in each environment that the reader sees; in its order. */
export type RoleRow = {
  role: string;
  groups: string;
  place: string | null;
  link: string | null;
  cells: { environment: string; actions: Action[] }[];
};

/** What one person may do; what they may not, with the reason. */
export type PersonRights = {
  id: string;
  name: string;
  roles: string[];
  environments: { environment: string; may: GrantedRight[]; mayNot: { action: Action; reason: string }[] }[];
};

export type MatrixFilter = { person: string; environment: string; action: Action | "" };

export type AccessMatrix = {
  filter: MatrixFilter;
  environments: string[];
  /** Whom the reader may choose: themselves, and everybody known where they administer. */
  people: { id: string; name: string }[];
  roles: RoleRow[];
  person: PersonRights | null;
};
