import Link from "next/link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { counted } from "@/lib/domain/counted";
import type { PersonRow } from "@/lib/http/contracts/people";
import { auditPath } from "@/lib/routes";

const PROVIDERS: Readonly<Record<string, string>> = {
  demo: "demo",
  github: "GitHub",
  oidc: "OpenID Connect",
  "first-admin": "one-time code",
};

/** Who they are, what their groups make of them, and their open sessions. */
export function PeopleRow({ person, onEnd }: { person: PersonRow; onEnd: () => void }) {
  const { name, login, mail, roles, groups, groupsSince, lastSeen, provider, openSessions, groupsVoid } = person;
  return (
    <li className="grid grid-cols-1 items-start gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_auto]">
      <div className="min-w-0 break-words">
        <Link href={auditPath({ who: person.id })} className="font-medium">
          <Plain text={name} most={80} />
        </Link>
        <Plain
          text={[login, mail].filter(Boolean).join(", ") || person.id}
          most={120}
          className="block text-[12.5px] text-ink-3"
        />
      </div>
      <div className="min-w-0 break-words">
        <Plain text={roles.join(", ") || "no role"} most={200} />
        <p className="text-[12.5px] text-ink-3">
          {groups.length === 0 ? "in no group" : <Plain text={`in ${groups.join(", ")}`} most={400} />}, last changed{" "}
          <RelativeTime at={groupsSince} />
        </p>
        {groupsVoid ? (
          <p className="text-[12.5px] text-warn">
            Groups last read <RelativeTime at={person.groupsReadAt} />: they count for nothing until the next sign-in.
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:flex-col sm:items-end">
        <span className="text-[12.5px] text-ink-2">
          {PROVIDERS[provider] ?? "another way"}, seen <RelativeTime at={lastSeen} />
        </span>
        <button type="button" className="btn btn-small" disabled={openSessions === 0} onClick={onEnd}>
          {openSessions === 0 ? "No open session" : `End ${counted(openSessions, "session")}`}
          <span className="sr-only">
            {" "}
            of <Plain text={name} most={80} />
          </span>
        </button>
      </div>
    </li>
  );
}
