import { PageFrame } from "@/components/shell/page-frame";
import { TimelineView } from "@/components/timeline/timeline-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { timelineChoices, timelineFilter } from "@/lib/http/timeline-filter";
import { frame } from "@/lib/queries/frame";
import { timeline, timelineOptions } from "@/lib/queries/timeline";
import { timelinePath } from "@/lib/routes";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Timeline · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const said = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const filter = timelineFilter(new URLSearchParams(said));
  const [around, page, options] = await Promise.all([
    frame(actor, { db, now: clock.now(), demo: settings.demo }),
    timeline(actor, { db }, { filter, after: null }),
    timelineOptions(actor, { db }),
  ]);
  return (
    <PageFrame initial={around} actor={screen} here="timeline">
      <TimelineView
        key={timelinePath(timelineChoices(filter))}
        initial={page ?? { entries: [], next: null, searchedTo: null }}
        filter={filter}
        options={options}
      />
    </PageFrame>
  );
}
