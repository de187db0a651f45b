import { CompareView } from "@/components/compare/compare-view";
import { PageFrame } from "@/components/shell/page-frame";
import { requireScreenActor } from "@/lib/auth/auth";
import { frame } from "@/lib/queries/frame";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Compare · Slipway" };

/** The Git host is asked once the page stands: a slow one must not keep it blank. */
export default async function ComparePage() {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const initial = await frame(actor, { db, now: clock.now(), demo: settings.demo });
  return (
    <PageFrame initial={initial} actor={screen} here="compare">
      <CompareView />
    </PageFrame>
  );
}
