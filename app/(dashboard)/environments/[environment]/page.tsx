import { ServicesTab } from "@/components/environments/services-tab";
import { requireScreenActor } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

export default async function Page() {
  await requireScreenActor();
  return <ServicesTab />;
}
