import { HomeView } from "@/components/home/home-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { homePage } from "@/lib/queries/home";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Home · Slipway" };

export default async function Page() {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const { frame, home } = await homePage(actor, { db, now: clock.now(), demo: settings.demo });
  return <HomeView frame={frame} initial={home} actor={screen} />;
}
