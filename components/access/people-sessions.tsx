"use client";
import { useMutation } from "@tanstack/react-query";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { browserName } from "@/lib/format";
import { postJson } from "@/lib/http/client";
import type { OpenSession } from "@/lib/http/contracts/people";
import { END_OWN_SESSIONS_API } from "@/lib/routes";

/** One's own open sessions, and the way to end the others. */
export function PeopleSessions({ sessions, onEnded }: { sessions: OpenSession[]; onEnded: () => void }) {
  const end = useMutation({ mutationFn: () => postJson(END_OWN_SESSIONS_API, {}), onSuccess: onEnded });
  const others = sessions.filter((session) => !session.own).length;
  return (
    <section aria-labelledby="own-sessions" className="px-3.5 py-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="own-sessions" className="flex-1 font-semibold">
          Your sessions
        </h2>
        <button
          type="button"
          className="btn btn-small"
          disabled={others === 0 || end.isPending}
          onClick={() => end.mutate()}
        >
          {end.isPending ? "Ending…" : "End the others"}
        </button>
      </div>
      {end.error ? (
        <p role="alert" className="mb-2 text-bad">
          {end.error.message}
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap gap-x-4 gap-y-0.5 py-1.5">
            <span className="min-w-0 flex-1 basis-48 break-words">
              <Plain text={browserName(session.browser)} most={80} />
              {session.own ? <span className="text-fine"> (this one)</span> : null}
              <Plain
                text={session.address ?? "address not known"}
                most={60}
                className="block text-[12.5px] text-ink-3"
              />
            </span>
            <span className="text-[12.5px] text-ink-2">
              begun <RelativeTime at={session.begun} />, last used <RelativeTime at={session.lastSeen} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-[12.5px] text-ink-3">
        {others === 0 ? "There is no other. " : ""}A session ends eight hours after the sign-in.
      </p>
    </section>
  );
}
