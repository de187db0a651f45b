import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LastDeployment } from "@/lib/http/contracts/overview";

const BEGINNING = { succeeded: "Deployed", failed: "The last deployment failed", running: "Being deployed since" };
const WORD = { succeeded: "", failed: "failed, ", running: "running, " };

/** Who deployed last and when: beside its label, or as a sentence of its own. */
export function LastDeploymentLine({
  deployment,
  sentence = false,
}: {
  deployment: LastDeployment;
  sentence?: boolean;
}) {
  if (!deployment) return sentence ? null : <span className="text-ink-3">never</span>;
  const { outcome, how } = deployment;
  const tone = outcome === "failed" ? "text-bad" : outcome === "running" ? "text-move" : "";
  return (
    <span className={tone}>
      {sentence ? `${BEGINNING[outcome]} ` : WORD[outcome]}
      <RelativeTime at={deployment.at} bare={sentence && outcome === "running"} /> by{" "}
      <Plain text={deployment.by} most={50} />
      {how === "automatic" ? " from Git" : how === "rollback" ? ", rolled back" : ""}
      {sentence ? "." : ""}
    </span>
  );
}
