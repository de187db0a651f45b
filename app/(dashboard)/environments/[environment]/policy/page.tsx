import { PolicyTab } from "@/components/environments/policy-tab";
import { requireScreenActor } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

export default async function Page() {
  await requireScreenActor();
  return <PolicyTab />;
}
