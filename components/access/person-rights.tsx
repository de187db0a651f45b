import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PersonRights } from "@/lib/http/contracts/access-matrix";

/** What one person may do, by which rule and since when; and what not, with the reason. */
export function PersonPart({ person: { name, roles, environments } }: { person: PersonRights }) {
  return (
    <section className="space-y-3 p-4" aria-labelledby="rights-of-person">
      <h2 id="rights-of-person">
        <Plain text={name} most={80} />
      </h2>
      <p className="text-ink-2">
        Roles: <Plain text={roles.join(", ") || "none"} most={200} />. Since when is read from the policies that were in
        force, with the groups known now.
      </p>
      <div className="grid gap-4 lg:grid-cols-3">
        {environments.map(({ environment, may, mayNot }) => (
          <section key={environment} className="min-w-0" aria-label={environment}>
            <h3 className="font-medium">
              <Plain text={environment} most={60} />
            </h3>
            <ul className="mt-1 space-y-1">
              {may.map(({ action, role, place, link, since }) => (
                <li key={action} className="break-words">
                  <b className="font-medium">{action}</b>{" "}
                  <span className="text-[12.5px] text-ink-3">
                    as <Plain text={role} most={60} />
                    {since ? (
                      <>
                        , since <RelativeTime at={since} />
                      </>
                    ) : null}
                    {place ? (
                      <>
                        ,{" "}
                        <OutsideLink href={link} className="break-all underline">
                          <Plain text={place} most={120} />
                        </OutsideLink>
                      </>
                    ) : null}
                  </span>
                </li>
              ))}
            </ul>
            {mayNot.length === 0 ? null : (
              <details className="mt-1">
                <summary className="cursor-pointer text-ink-2">
                  May not: {mayNot.length === 1 ? (mayNot[0]?.action ?? "") : `${mayNot.length} actions`}
                </summary>
                <ul className="mt-1 space-y-1 text-[12.5px] text-ink-2">
                  {mayNot.map(({ action, reason }) => (
                    <li key={action}>
                      <Plain text={reason} most={300} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </section>
        ))}
      </div>
    </section>
  );
}
