import { EventsPart } from "@/components/events/events-part";
import { requireScreenActor } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

/** Nothing is asked of Argo CD before the page stands: a slow one makes no blank page. */
export default async function Page() {
  await requireScreenActor();
  return <EventsPart />;
}
