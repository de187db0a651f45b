"use client";
import type { Connection } from "@/components/live/use-live";
import { StatusMark } from "@/components/status/status-mark";
import { useBrowserNow, useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { age } from "@/lib/format";
import type { InstanceState, Notice } from "@/lib/http/contracts/overview";

/** What is wrong with Slipway's own sources: said plainly, with the age of what is shown. */
export function Notices({
  notices,
  instances,
  connection,
}: {
  notices: Notice[];
  instances: InstanceState[];
  connection: Connection;
}) {
  const now = useNow();
  const browserNow = useBrowserNow();
  const all = [...notices, ...instanceNotices(instances, now), ...connectionNotice(connection, browserNow)];
  if (all.length === 0) return null;
  return (
    <section aria-label="Notices" className="space-y-2">
      {all.map((notice) => (
        <div key={notice.id} className="card flex items-start gap-3 px-3.5 py-2.5" role="status">
          <span className="mt-0.5">
            <StatusMark tone={notice.tone} />
          </span>
          <p>
            <b className="font-semibold">
              <Plain text={notice.title} most={200} />
            </b>{" "}
            <Plain text={notice.detail} most={500} className="text-ink-2" />
          </p>
        </div>
      ))}
    </section>
  );
}

function instanceNotices(instances: InstanceState[], now: number | null): Notice[] {
  return instances
    .filter((instance) => instance.state === "offline" || instance.state === "stale")
    .map((instance) => {
      const old =
        instance.lastEventAt && now !== null
          ? ` It was last heard ${age(now - Date.parse(instance.lastEventAt))} ago.`
          : "";
      const detail = `${instance.message ?? ""} Below is what it last said.${old}`.trim();
      return {
        id: `argocd-${instance.name}`,
        tone: "attention",
        title: `Argo CD ${instance.name} does not answer.`,
        detail,
      };
    });
}

function connectionNotice(connection: Connection, now: number | null): Notice[] {
  if (connection.state !== "lost") return [];
  const old = connection.heardAt !== null && now !== null ? ` It is ${age(now - connection.heardAt)} old.` : "";
  return [
    {
      id: "connection",
      tone: "attention",
      title: "This page has lost its connection.",
      detail: `It shows what it last knew and keeps trying.${old}`,
    },
  ];
}
