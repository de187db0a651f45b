import { DifferencePart } from "@/components/diff/difference-part";
import { requireScreenActor } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

/** Argo CD is asked once the page stands: a slow one must not keep it blank. */
export default async function Page() {
  await requireScreenActor();
  return <DifferencePart />;
}
