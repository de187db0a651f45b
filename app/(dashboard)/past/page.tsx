import { PastView } from "@/components/past/past-view";
import { PageFrame } from "@/components/shell/page-frame";
import { requireScreenActor } from "@/lib/auth/auth";
import { pastFilter } from "@/lib/http/past-filter";
import { frame } from "@/lib/queries/frame";
import { pastMoment } from "@/lib/queries/past-moment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "At a past moment · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PastPage({ searchParams }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const deps = { db, now: clock.now(), demo: settings.demo };
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const [around, initial] = await Promise.all([
    frame(actor, deps),
    pastMoment(actor, deps, pastFilter(new URLSearchParams(entries))),
  ]);
  return (
    <PageFrame initial={around} actor={screen} here="elsewhere">
      <PastView initial={initial} />
    </PageFrame>
  );
}
