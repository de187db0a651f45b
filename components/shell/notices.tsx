"use client";
import Link from "next/link";
import { type Connection, judged, silentMs } from "@/components/live/connection";
import { StatusMark } from "@/components/status/status-mark";
import { useBrowserNow, useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { age, ago } from "@/lib/format";
import type { InstanceState, Notice } from "@/lib/http/contracts/overview";

type Props = { notices: Notice[]; instances: InstanceState[]; connection: Connection };

/** What is wrong with Slipway's own sources: said plainly, with the age of what is shown. */
export function Notices({ notices, instances, connection }: Props) {
  const now = useNow();
  const browserNow = useBrowserNow();
  const all = [...connectionNotices(connection, browserNow, now), ...instanceNotices(instances, now), ...notices];
  if (all.length === 0) return null;
  return (
    <section aria-label="Notices" className="space-y-2">
      {all.map((notice) => (
        <div key={notice.id} className="card flex items-start gap-3 px-3.5 py-2.5">
          <span className="mt-0.5">
            <StatusMark tone={notice.tone} />
          </span>
          <p className="min-w-0 break-words">
            {/* Only the title is announced: the age beside it moves every second. */}
            <b className="font-semibold" role="status">
              <Plain text={notice.title} most={200} />
            </b>{" "}
            <Plain text={notice.detail} most={500} className="text-ink-2" />
            {notice.asOf ? (
              <span className="text-ink-3">
                {" "}
                Last known <RelativeTime at={notice.asOf} />.
              </span>
            ) : null}
            {notice.link ? (
              <>
                {" "}
                <Link className="text-accent underline" href={notice.link.href}>
                  {notice.link.words}
                </Link>
              </>
            ) : null}
            {notice.id === SIGNED_OUT ? <SignInAgain /> : null}
          </p>
        </div>
      ))}
    </section>
  );
}

const SIGNED_OUT = "signed-out";

function SignInAgain() {
  const here = `${window.location.pathname}${window.location.search}`;
  return (
    <>
      {" "}
      <Link className="text-accent underline" href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`}>
        Sign in again
      </Link>
    </>
  );
}

function instanceNotices(instances: InstanceState[], now: number | null): Notice[] {
  return judged(instances, now)
    .filter((instance) => instance.state === "offline" || instance.state === "stale")
    .map((instance) => {
      const silent = silentMs(instance, now);
      const old = silent === null ? "" : ` It was last heard ${ago(silent)}.`;
      const detail = `${instance.message ?? ""} Below is what it last said; this page goes on by itself.${old}`.trim();
      const name = instances.length === 1 ? "Argo CD" : `Argo CD ${instance.name}`;
      const title = instance.state === "offline" ? `${name} does not answer.` : `${name} is not being heard.`;
      return { id: `argocd-${instance.name}`, tone: "attention", title, detail, asOf: null };
    });
}

function connectionNotices(connection: Connection, browserNow: number | null, now: number | null): Notice[] {
  const { heardAt } = connection;
  const old = heardAt !== null && browserNow !== null ? ` What it shows was heard ${ago(browserNow - heardAt)}.` : "";
  const notice = (id: string, title: string, detail: string): Notice[] => [
    { id, tone: "attention", title, detail, asOf: null },
  ];
  switch (connection.state) {
    case "signed-out":
      return notice(SIGNED_OUT, "You are signed out.", `This page no longer changes.${old}`);
    case "lost":
      return notice(
        "connection",
        "This page has lost its connection.",
        `It keeps what it last knew and goes on trying by itself.${old}`,
      );
    case "connecting":
    case "live":
      if (connection.databaseAwaySince === null) return [];
      return notice(
        "database",
        "Slipway's database does not answer.",
        `This page keeps what it last knew and goes on by itself. Nothing new has come for ${awayFor(connection.databaseAwaySince, now)}.`,
      );
  }
}

function awayFor(since: string, now: number | null): string {
  return now === null ? "a while" : age(Math.max(2_000, now - Date.parse(since)));
}
