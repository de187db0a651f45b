import { policyDeps } from "@/app/api/access/policy/policy-deps";
import { MatrixView } from "@/components/access/matrix-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { ACTIONS } from "@/lib/domain/policy-changes";
import { accessMatrix } from "@/lib/queries/access-matrix";

export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { actor } = await requireScreenActor();
  const asked = await searchParams;
  const text = (name: string) => {
    const value = asked[name];
    return typeof value === "string" ? value.slice(0, 200) : "";
  };
  const action = ACTIONS.find((one) => one === text("action")) ?? "";
  const filter = { person: text("person"), environment: text("environment"), action } as const;
  return <MatrixView matrix={await accessMatrix(actor, await policyDeps(), filter)} />;
}
