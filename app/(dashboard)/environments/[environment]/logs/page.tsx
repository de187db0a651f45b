import { LogsTab } from "@/components/logs/logs-tab";
import { requireScreenActor } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

/** Argo CD is asked by the page itself: it must not hold up the first paint. */
export default async function Page() {
  await requireScreenActor();
  return <LogsTab />;
}
