import { WallView } from "@/components/wall/wall-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { searched } from "@/lib/http/overview-filter";
import { wallPage } from "@/lib/queries/wall";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Wall · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { actor } = await requireScreenActor();
  const { env } = await searchParams;
  const { db, clock, settings, release } = server();
  const deps = { db, now: clock.now(), demo: settings.demo, release };
  const { frame, wall } = await wallPage(actor, deps, searched(typeof env === "string" ? env : null));
  return <WallView key={wall.env} frame={frame} initial={wall} />;
}
