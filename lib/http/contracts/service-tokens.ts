import type { TokenScope } from "@/lib/domain/token-scope";

/** A service token as the page of them shows it. `prefix`: the first characters of its secret. */
export type ServiceTokenRow = {
  id: string;
  name: string;
  prefix: string;
  scope: TokenScope;
  madeBy: string;
  at: string;
  until: string;
  state: "living" | "expired" | "revoked";
  revoked: { at: string; by: string; reason: string } | null;
  lastUsed: { at: string; address: string | null } | null;
};

export type ServiceTokensPage = { rows: ServiceTokenRow[]; page: number; pages: number; now: string };

/** A token just made: the only answer that holds its secret. */
export type NewServiceToken = { id: string; secret: string; until: string; warning: string | null };
