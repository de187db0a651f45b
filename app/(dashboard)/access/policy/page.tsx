import { policyDeps } from "@/app/api/access/policy/policy-deps";
import { PolicyView } from "@/components/access/policy-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { accessPolicy } from "@/lib/queries/access-policy";

export const dynamic = "force-dynamic";
export const metadata = { title: "Policy · Access · Slipway" };

export default async function Page() {
  const { actor } = await requireScreenActor();
  return <PolicyView initial={await accessPolicy(actor, await policyDeps())} />;
}
