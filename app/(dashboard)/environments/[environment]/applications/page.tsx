import { notFound } from "next/navigation";
import { ApplicationsTab } from "@/components/environments/applications-tab";
import { requireScreenActor } from "@/lib/auth/auth";
import { pageNumber } from "@/lib/http/overview-filter";
import { environmentApplications } from "@/lib/queries/environment-applications";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ environment: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const { actor } = await requireScreenActor();
  const { environment: name } = await params;
  const { page: asked } = await searchParams;
  const page = pageNumber(typeof asked === "string" ? asked : null);
  const initial = await environmentApplications(actor, server(), { name, page });
  if (!initial) notFound();
  return <ApplicationsTab key={page} initial={initial} page={page} />;
}
