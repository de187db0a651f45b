import { notFound } from "next/navigation";
import { ResourcesPart } from "@/components/resources/resources-part";
import { requireScreenActor } from "@/lib/auth/auth";
import { environmentResources } from "@/lib/queries/environment-resources";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export default async function Page({ params }: { params: Promise<{ environment: string }> }) {
  const { actor } = await requireScreenActor();
  const { environment } = await params;
  const initial = await environmentResources(actor, server(), environment);
  if (!initial) notFound();
  return <ResourcesPart initial={initial} />;
}
