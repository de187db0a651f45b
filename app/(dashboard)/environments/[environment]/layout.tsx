import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { EnvironmentFrame } from "@/components/environments/environment-frame";
import { requireScreenActor } from "@/lib/auth/auth";
import { environmentPage } from "@/lib/queries/environment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ environment: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props) {
  return { title: `${(await params).environment.slice(0, 100)} · Slipway` };
}

export default async function Layout({ params, children }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const { environment: name } = await params;
  const initial = await environmentPage(actor, { db, now: clock.now(), demo: settings.demo }, name);
  if (!initial) notFound();
  return (
    <EnvironmentFrame key={name} initial={initial} actor={screen}>
      {children}
    </EnvironmentFrame>
  );
}
