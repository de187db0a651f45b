import { plainText } from "@/lib/format";
import type { LogTrouble } from "@/lib/http/contracts/logs";
import type { LogState } from "./log-connection";

type Props = {
  state: LogState;
  pods: number;
  follow: boolean;
  paused: number | null;
  troubles: LogTrouble[];
  letGo: number;
};

/** How the log stands, in a sentence. */
export function LogStatus({ state, pods, follow, paused, troubles, letGo }: Props) {
  const [trouble] = troubles;
  return (
    <div className="space-y-0.5 text-[12.5px] text-ink-2">
      <p role="status">{sentence(state, pods, follow, paused)}</p>
      {letGo > 0 ? (
        <p>Older lines were let go: {letGo.toLocaleString("en")} are no longer on this page; the download has them.</p>
      ) : null}
      {trouble && state.is !== "failed" ? (
        <p className="text-bad" role="alert">
          {plainText(trouble.message, 400)}
          {trouble.againMs === null ? "" : " It is tried again by itself."}
          {troubles.length > 1 ? ` The same holds for ${troubles.length - 1} more.` : ""}
        </p>
      ) : null}
    </div>
  );
}

function sentence(state: LogState, pods: number, follow: boolean, paused: number | null): string {
  const whose = pods === 1 ? "1 pod" : `${pods} pods`;
  switch (state.is) {
    case "opening":
      return "Opening the log…";
    case "open":
      if (paused !== null)
        return `Paused. ${paused === 0 ? "Nothing new since." : `${paused.toLocaleString("en")} new since.`}`;
      if (pods === 0) return "No pod to read.";
      return follow ? `Following ${whose}.` : `Reading ${whose}…`;
    case "ended":
      return `All that was asked for is here, of ${whose}.`;
    case "hidden":
      return "Not followed while this tab is hidden. It goes on when you look again.";
    case "signed-out":
      return "You are signed out. Sign in to read on.";
    case "failed":
      return state.again ? "Broken off. It is tried again by itself." : "";
  }
}
