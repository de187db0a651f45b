import type { ReactNode } from "react";
import { Tabs } from "@/components/access/tabs";
import { PageFrame } from "@/components/shell/page-frame";
import { requireScreenActor } from "@/lib/auth/auth";
import { frame } from "@/lib/queries/frame";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Access · Slipway" };

export default async function Layout({ children }: { children: ReactNode }) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  return (
    <PageFrame initial={await frame(actor, { db, now: clock.now(), demo: settings.demo })} actor={screen} here="access">
      <h1 className="text-lg font-semibold">Access</h1>
      <section className="card overflow-clip">
        <Tabs />
        {children}
      </section>
    </PageFrame>
  );
}
