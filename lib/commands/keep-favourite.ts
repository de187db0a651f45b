import type { Pipeline } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { sightFor } from "@/lib/domain/sight";
import type { Clock, FavouriteName, Favourites } from "@/lib/ports";

const MOST = 100;

export type KeepOutcome = { ok: true } | { ok: false; refusal: "not-found" | "bad-input"; message: string };

/** Keeps an environment or a service that one may see at hand, or no longer; done twice it is as done once. */
export async function keepFavourite(
  { favourites, clock }: { favourites: Favourites; clock: Clock },
  { actor, pipeline }: { actor: Identity; pipeline: Pipeline | null },
  { keep, ...favourite }: FavouriteName & { keep: boolean },
): Promise<KeepOutcome> {
  const { id: person } = actor;
  if (!keep) {
    await favourites.drop(person, favourite);
    return { ok: true };
  }
  if (!(await favourites.exists(favourite, sightFor(actor)(pipeline))))
    return { ok: false, refusal: "not-found", message: `There is no ${favourite.kind} of that name.` };
  const kept = await favourites.keep(person, favourite, clock.now(), MOST);
  return kept ? { ok: true } : { ok: false, refusal: "bad-input", message: `At most ${MOST} favourites are kept.` };
}
