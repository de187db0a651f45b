import { notFound } from "next/navigation";
import { HistoryPart } from "@/components/history/history-part";
import { requireScreenActor } from "@/lib/auth/auth";
import { historyFilter } from "@/lib/http/history-filter";
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
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const filter = historyFilter(new URLSearchParams(entries));
  const initial = await environmentHistory(actor, server(), { name, filter });
  if (!initial) notFound();
  return <HistoryPart initial={initial} />;
}
