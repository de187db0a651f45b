import { AuditView } from "@/components/audit/audit-view";
import { PageFrame } from "@/components/shell/page-frame";
import { requireScreenActor } from "@/lib/auth/auth";
import { auditFilter } from "@/lib/http/audit-filter";
import { audit } from "@/lib/queries/audit";
import { frame } from "@/lib/queries/frame";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Audit · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { actor, screen } = await requireScreenActor();
  const { db, clock, settings } = server();
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const filter = auditFilter(new URLSearchParams(entries));
  const [around, initial] = await Promise.all([
    frame(actor, { db, now: clock.now(), demo: settings.demo }),
    audit(actor, { db }, { filter, before: null }),
  ]);
  return (
    <PageFrame initial={around} actor={screen} here="audit">
      <AuditView key={JSON.stringify(filter)} filter={filter} initial={initial} />
    </PageFrame>
  );
}
