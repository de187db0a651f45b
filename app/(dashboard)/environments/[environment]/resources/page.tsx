import { notFound } from "next/navigation";
import { ResourcesTab } from "@/components/environments/resources-tab";
import { requireScreenActor } from "@/lib/auth/auth";
import { environmentResources } from "@/lib/queries/environment-resources";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export default async function Page({ params }: { params: Promise<{ environment: string }> }) {
  const { actor } = await requireScreenActor();
  const { environment } = await params;
  const initial = await environmentResources(actor, server(), environment);
  if (!initial) notFound();
  return <ResourcesTab initial={initial} />;
}
