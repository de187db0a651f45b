import { matchesGlob } from "@/lib/domain/glob";
import type { Action } from "@/lib/domain/pipeline";
import { isForMachines } from "@/lib/domain/token-scope";
import type { AuditLog, Clock, ServiceTokens } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";
import { type NotAllowed, permitted } from "./permitted";

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;

type Minted = { id: string; secret: string; hash: string; prefix: string };
/** `realClock`: a token lives in real time, whatever the demo's clock says. */
type Deps = { audit: AuditLog; clock: Clock; realClock: Clock; serviceTokens: ServiceTokens; mint: () => Minted };
export type TokenWish = { name: string; environments: string[]; actions: Action[]; days: number };
export type MadeToken = { ok: true; id: string; secret: string; until: Date; warning: string | null };
export type MakeOutcome = MadeToken | NotAllowed | { ok: false; refusal: "bad-input" | "conflict"; message: string };

/** Makes a token. Its secret is in the answer and nowhere else: only its hash is kept. */
export async function makeServiceToken(deps: Deps, asking: Asking, wish: TokenWish): Promise<MakeOutcome> {
  const { name, environments, actions, days } = wish;
  const deed = { action: "administer", environment: null, subject: "service tokens" } as const;
  const refused = await permitted(deps, asking, deed);
  if (refused) return refused;
  const fault = faultOf(wish);
  if (fault) return { ok: false, refusal: "bad-input", message: fault };
  const at = deps.realClock.now();
  const until = new Date(at.getTime() + days * DAY_MS);
  const { id, secret, hash, prefix } = deps.mint();
  const details = { token: name, actions, environments, until: until.toISOString() };
  const made = await deps.serviceTokens.make(
    {
      id,
      name,
      hash,
      prefix,
      scope: environments.map((glob) => ({ environments: glob, actions })),
      madeBy: asking.actor?.name ?? "",
      at,
      until,
    },
    { ...auditContext(asking, deps.clock.now()), kind: "token-made", details, subject: `token:${id}` },
  );
  if (!made) return { ok: false, refusal: "conflict", message: "A living token has this name. Choose another." };
  return { ok: true, id, secret, until, warning: warningOf(environments, asking) };
}

function faultOf({ name, environments, actions, days }: TokenWish): string | null {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,59}$/u.test(name))
    return "A name has 1 to 60 letters, digits, spaces, dots, dashes or underscores, and begins with a letter or digit.";
  if (name.startsWith("slipway_")) return "That looks like a secret. Choose a name.";
  if (environments.length === 0 || actions.length === 0) return "Choose at least one environment and one action.";
  const human = actions.find((action) => !isForMachines(action));
  if (human) return `A service token never holds ${human}: a person does that.`;
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? null : `A token lives 1 to ${MOST_DAYS} days.`;
}

function warningOf(globs: string[], { pipeline }: Asking): string | null {
  const idle = globs.filter((glob) => !pipeline?.environments.some(({ name }) => matchesGlob(glob, name)));
  return idle.length === 0 ? null : `No environment fits ${idle.join(", ")} now.`;
}
