import { notFound } from "next/navigation";
import { EnvironmentView } from "@/components/environments/environment-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { pageNumber } from "@/lib/http/overview-filter";
import { environmentPage } from "@/lib/queries/environment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ environment: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props) {
  return { title: `${(await params).environment.slice(0, 100)} · Slipway` };
}

export default async function Page({ params, searchParams }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const { environment: name } = await params;
  const { page } = await searchParams;
  const input = { name, page: pageNumber(typeof page === "string" ? page : null) };
  const initial = await environmentPage(actor, { db, now: clock.now(), demo: settings.demo }, input);
  if (!initial) notFound();
  return <EnvironmentView initial={initial} actor={screen} />;
}
