export type Person = { login: string; name: string; role: string; comesFor: string };

type Props = { people: Person[]; busy: string | null; cannot: boolean; onPick: (login: string) => void };

/** One button a person, with role and what they come for. */
export function DemoPeople({ people, busy, cannot, onPick }: Props) {
  return (
    <section aria-label="Demo people">
      <p className="mb-2 text-ink-2">
        This is the demo. Pick who you are; everybody sees the same, and may do different things.
      </p>
      <ul className="card divide-y divide-line overflow-hidden">
        {people.map((person) => (
          <li key={person.login}>
            <button
              type="button"
              disabled={cannot}
              onClick={() => onPick(person.login)}
              className={`grid w-full grid-cols-[1fr_auto] items-baseline gap-x-3 px-4 py-2.5 text-left hover:bg-sunken sm:grid-cols-[7rem_5rem_1fr] ${busy === null ? "" : "opacity-60"}`}
            >
              <span className="font-medium">{person.name} </span>
              <span className="text-accent">{person.role} </span>
              <span className="col-span-2 text-ink-3 sm:col-span-1">
                {busy === person.login ? "Signing in…" : person.comesFor}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
