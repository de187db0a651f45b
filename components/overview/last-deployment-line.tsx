import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LastDeployment } from "@/lib/http/contracts/overview";

export function LastDeploymentLine({ deployment }: { deployment: LastDeployment }) {
  if (!deployment) return <span className="text-ink-3">never</span>;
  const tone = deployment.outcome === "failed" ? "text-bad" : deployment.outcome === "running" ? "text-move" : "";
  const words = { succeeded: "", failed: "failed, ", running: "running, " }[deployment.outcome];
  return (
    <span className={tone}>
      {words}
      <RelativeTime at={deployment.at} /> by <Plain text={deployment.by} most={50} />
      {deployment.how === "automatic" ? " from Git" : deployment.how === "rollback" ? ", rolled back" : ""}
    </span>
  );
}
