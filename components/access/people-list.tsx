"use client";
import { useState } from "react";
import { useChoices } from "@/components/inside/use-choices";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import type { PeopleFilter, PeoplePage, PersonRow } from "@/lib/http/contracts/people";
import { PeopleEnd } from "./people-end";
import { PeopleRow } from "./people-row";

/** `people`: null while another filter's are on their way. */
type Props = { people: PeoplePage["people"]; filter: PeopleFilter; onEnded: () => void };

/** Everybody who has signed in, newest first. The filter stands in the address. */
export function PeopleList({ people, filter, onEnded }: Props) {
  const { rows, total, pages } = people ?? { rows: [], total: 0, pages: 0 };
  const [ending, setEnding] = useState<PersonRow | null>(null);
  const [, choose] = useChoices();
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <SearchField what="Name, mail or group" value={filter.q} onSearch={(q) => choose({ q, page: null })} />
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={filter.only === "open"}
            onChange={(event) => choose({ only: event.target.checked ? "open" : null, page: null })}
          />
          with an open session
        </label>
        <span role="status" className="flex-1 text-[12.5px] text-ink-3 tabular-nums">
          {people ? `${total.toLocaleString("en")} ${total === 1 ? "person" : "people"}` : "Loading…"}
        </span>
        {pages > 1 ? (
          <Pager
            what="Page"
            at={filter.page}
            of={pages}
            onGo={(page) => choose({ page: page > 1 ? `${page}` : null })}
          />
        ) : null}
      </div>
      {people && rows.length === 0 ? (
        <p className="text-ink-2">Nobody matches. Clear the filter to see everybody who has signed in.</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((person) => (
            <PeopleRow key={person.id} person={person} onEnd={() => setEnding(person)} />
          ))}
        </ul>
      )}
      {ending ? (
        <PeopleEnd
          person={ending}
          onClose={() => setEnding(null)}
          onEnded={() => {
            setEnding(null);
            onEnded();
          }}
        />
      ) : null}
    </>
  );
}
