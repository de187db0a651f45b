import { Plain } from "@/components/ui/plain";
import type { VersionStep } from "@/lib/http/contracts/history";

/** "linq-web 4.9.2 → 4.10.0, 1 minor up", a line each. */
export function VersionSteps({ steps }: { steps: VersionStep[] }) {
  return steps.map(({ service, from, to, words }) => (
    <span key={service} className="block">
      <span className="font-mono text-[12.5px]">
        <Plain text={service} most={60} /> <Plain text={from ?? "none"} most={40} /> →{" "}
        <Plain text={to ?? "none"} most={40} />
      </span>
      {words ? (
        <span className={`text-[12.5px] ${words === "back" ? "text-warn" : "text-ink-3"}`}> {words}</span>
      ) : null}
    </span>
  ));
}
