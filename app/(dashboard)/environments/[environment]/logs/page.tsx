import { notFound } from "next/navigation";
import { NotAllowed } from "@/components/environments/not-allowed";
import { LogsTab } from "@/components/logs/logs-tab";
import { requireScreenActor } from "@/lib/auth/auth";
import { logsRefusal } from "@/lib/queries/log-application";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

/** Argo CD is asked by the page itself: it must not hold up the first paint. */
export default async function Page({ params }: { params: Promise<{ environment: string }> }) {
  const { actor } = await requireScreenActor();
  const refused = await logsRefusal(actor, server(), (await params).environment);
  if (refused === "nowhere") notFound();
  return refused ? <NotAllowed message={refused.message} /> : <LogsTab />;
}
