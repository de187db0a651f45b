import { Chip } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import type { DeploymentRow } from "@/lib/http/contracts/history";
import type { Tone } from "@/lib/http/contracts/status";

type Props = { row: Pick<DeploymentRow, "outcome" | "until" | "message">; tone: Tone; whole?: boolean };

/** `tone` is how the environment fares now: what was deployed last and is failing is not simply "deployed". */
export function Outcome({ row, tone, whole = false }: Props) {
  switch (row.outcome) {
    case "succeeded":
      if (row.until === null && tone === "failing") return <Chip tone="failing" words="deployed, failing now" />;
      return <Chip tone="fine" words="deployed" />;
    case "running":
      return <Chip tone="moving" words="running" />;
    case "failed":
      return (
        <>
          <Chip tone="failing" words="failed" />
          <Plain
            text={row.message}
            most={whole ? 1_000 : 160}
            className={`mt-1 block text-[12.5px] break-words text-ink-2 ${whole ? "" : "md:max-w-72"}`}
          />
        </>
      );
  }
}
