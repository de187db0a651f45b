import { createHash } from "node:crypto";
import { type ReadRules, sealOf } from "@/lib/domain/policy-standing";

/** What an approval of this reading would be given for. */
export function policySeal(text: string, { environments }: Pick<ReadRules, "environments">): string {
  return sealOf(text, environments, (content) => createHash("sha256").update(content).digest("hex"));
}
