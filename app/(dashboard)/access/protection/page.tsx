import { ProtectionView } from "@/components/access/protection-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { protection } from "@/lib/queries/access-protection";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Protection in Git · Access · Slipway" };

export default async function Page() {
  const { actor } = await requireScreenActor();
  return <ProtectionView answer={await protection(actor, server())} />;
}
