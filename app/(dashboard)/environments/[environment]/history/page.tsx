import { notFound } from "next/navigation";
import { HistoryTab } from "@/components/environments/history-tab";
import { requireScreenActor } from "@/lib/auth/auth";
import { pageNumber } from "@/lib/http/overview-filter";
import { environmentHistory } from "@/lib/queries/environment-history";
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
  const initial = await environmentHistory(actor, server(), { name, page });
  if (!initial) notFound();
  return <HistoryTab key={page} initial={initial} page={page} />;
}
