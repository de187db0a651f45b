import { OverviewView } from "@/components/overview/overview-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { overviewFilter } from "@/lib/http/overview-filter";
import { overview } from "@/lib/queries/overview";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Overview · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OverviewPage({ searchParams }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const filter = overviewFilter(new URLSearchParams(entries));
  const initial = await overview(
    actor,
    { db, now: clock.now(), demo: settings.demo, branch: settings.git.branch },
    filter,
  );
  return <OverviewView initial={initial} actor={screen} />;
}
