import { Chip } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EnvironmentHeader, Happening } from "@/lib/http/contracts/overview";

type Chipped = Pick<Happening, "tone" | "chip">;

export function Lately({ happenings, environments }: { happenings: Happening[]; environments: EnvironmentHeader[] }) {
  // Of many applications' environment it is not known which of them is unwell.
  const alone = environments.filter(({ applications }) => applications.total === 1);
  const tones = new Map(alone.map(({ name, tone }) => [name, tone]));
  const newest = new Map(happenings.toReversed().map(({ environment, id }) => [environment, id]));
  const chipOf = (item: Happening): Chipped =>
    newest.get(item.environment) === item.id ? nowOf(item, tones.get(item.environment)) : item;
  return (
    <section className="card" aria-labelledby="lately">
      <h2 id="lately" className="px-3.5 pt-2.5 pb-1">
        Lately
      </h2>
      {happenings.length === 0 ? <p className="px-3.5 pb-3 text-ink-3">Nothing has been deployed yet.</p> : null}
      <ul className="divide-y divide-line">
        {happenings.map((item) => (
          <li key={item.id} className="grid grid-cols-[76px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-2">
            <span className="text-[12.5px] text-ink-3">
              <RelativeTime at={item.at} />
            </span>
            <span className="min-w-0 break-words">
              <b className="font-medium">
                <Plain text={item.who} most={50} />
              </b>{" "}
              <Plain text={item.words} most={160} />
            </span>
            <Chip tone={chipOf(item).tone} words={chipOf(item).chip} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was deployed last is what is failing or moving there now; "deployed" alone would calm where it must not. */
function nowOf(item: Chipped, tone: EnvironmentHeader["tone"] | undefined): Chipped {
  if (item.tone !== "fine") return item;
  if (tone === "failing") return { tone, chip: "failing now" };
  return tone === "moving" ? { tone, chip: "rolling out" } : item;
}
