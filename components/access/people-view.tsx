"use client";
import { StaleNote } from "@/components/inside/stale-note";
import { useChoices } from "@/components/inside/use-choices";
import { usePart } from "@/components/live/use-part";
import { Plain } from "@/components/ui/plain";
import type { PeoplePage } from "@/lib/http/contracts/people";
import { peopleFilter } from "@/lib/http/people-filter";
import { peopleQuery } from "@/lib/http/query-options";
import { PeopleList } from "./people-list";
import { PeopleSessions } from "./people-sessions";

const EVERY_MS = 15_000;

/** Who has signed in, and the sessions that are open; to most people, their own. */
export function PeopleView({ initial }: { initial: PeoplePage }) {
  const [params] = useChoices();
  const filter = peopleFilter(params);
  const isFirst = JSON.stringify(filter) === JSON.stringify(initial.filter);
  const query = { ...peopleQuery(filter), ...(isFirst ? { initial } : {}), everyMs: EVERY_MS };
  const { data: loaded, error, reload } = usePart<PeoplePage>(query);
  const data = loaded ?? initial;
  return (
    <>
      {error ? <StaleNote at={null} why={error.message} onRetry={reload} /> : null}
      <div className="divide-y divide-line">
        <PeopleSessions sessions={data.sessions} onEnded={reload} />
        <section aria-labelledby="people" className="px-3.5 py-3">
          <h2 id="people" className="mb-2 font-semibold">
            People
          </h2>
          {data.people ? (
            <PeopleList people={loaded ? data.people : null} filter={filter} onEnded={reload} />
          ) : (
            <p className="text-ink-2">
              Everybody else who has signed in is shown to who may end their sessions.{" "}
              <Plain text={data.refused ?? ""} most={400} />
            </p>
          )}
        </section>
        <section aria-labelledby="removal" className="px-3.5 py-3">
          <h2 id="removal" className="mb-1 font-semibold">
            When a removed group stops counting
          </h2>
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
            {data.removal.map(({ provider, words }) => (
              <div key={provider} className="contents">
                <dt className="font-medium">
                  <Plain text={provider} most={60} />
                </dt>
                <dd className="mb-1 text-ink-2">
                  <Plain text={words} most={600} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}
