import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { actionWords } from "@/lib/domain/policy-what-if";
import { namesOfSome, sameRights } from "@/lib/domain/same-rights";
import type { AccessMatrix, RoleRow } from "@/lib/http/contracts/access-matrix";
import { MatrixFilters } from "./matrix-filters";
import { PersonPart } from "./person-rights";

/** Who may do what in which environment, and by which line of the policy. */
export function MatrixView({ matrix }: { matrix: AccessMatrix }) {
  const { filter, environments, roles, person } = matrix;
  if (roles.length === 0)
    return (
      <p className="p-4 text-ink-2">
        No roles are in force. They stand in <code>pipeline.yaml</code> under <code>roles</code>; until then nobody may
        do anything.
      </p>
    );
  const shown = environments.filter((name) => filter.environment === "" || name === filter.environment);
  return (
    <div className="divide-y divide-line">
      <MatrixFilters key={JSON.stringify(filter)} matrix={matrix} />
      {person ? <PersonPart person={person} /> : null}
      {filter.person !== "" && !person ? (
        <p className="p-4 text-ink-2">There is no such person here, or you may not see their rights.</p>
      ) : null}
      <section aria-labelledby="rights-of-roles">
        <h2 id="rights-of-roles" className="px-4 pt-3.5 pb-2">
          Roles
        </h2>
        {shown.length === 0 ? (
          <p className="px-4 pb-4 text-ink-2">There is no such environment here, or you may not see it.</p>
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {roles.map((row) => (
              <Role key={row.role} row={row} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Role({ row: { role, groups, place, link, cells } }: { row: RoleRow }) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[220px_1fr]">
      <div className="min-w-0">
        <h3 className="font-medium">
          <Plain text={role} most={60} />
        </h3>
        <p className="text-[12.5px] break-words text-ink-3">
          <Plain text={groups} most={160} />
        </p>
        {place ? (
          <OutsideLink href={link} className="text-[12.5px] break-all text-accent underline">
            <Plain text={place} most={120} />
          </OutsideLink>
        ) : null}
      </div>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[repeat(auto-fit,minmax(200px,1fr))]">
        {sameRights(cells).map(({ environments, actions }) => (
          <div key={environments[0]} className="min-w-0">
            <dt className="text-xs break-words text-ink-3">
              <Plain text={namesOfSome(environments)} most={300} />
            </dt>
            <dd className={`break-words ${actions.length === 0 ? "text-ink-3" : ""}`}>{actionWords(actions)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
