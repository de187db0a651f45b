import type { LogChoices } from "@/lib/domain/log-choices";
import type { LogSources } from "@/lib/http/contracts/logs";
import type { LogState } from "./log-connection";

type Props = {
  state: LogState;
  choices: LogChoices;
  sources: LogSources | null;
  choose: (change: Record<string, string | null>) => void;
};

/** Where there are no lines: why, and what may be done; grey rows while they are on their way. */
export function NoLines({ state, choices, sources, choose }: Props) {
  if (state.is === "opening") return <Skeleton />;
  if (state.is === "failed" || state.is === "signed-out") return null;
  const reads = sources?.pods.some((pod) => pod.read) ?? false;
  if (sources && !reads)
    return (
      <Empty text={choices.service ? `No pod of ${choices.service.slice(0, 80)} is here now.` : "No pod is here now."}>
        {choices.service ? <Button word="Show all services" onClick={() => choose({ service: null })} /> : null}
      </Empty>
    );
  if (choices.filter !== "")
    return (
      <Empty text={state.is === "ended" ? "No line passes the filter." : "No line has passed the filter yet."}>
        <Button word="Clear the filter" onClick={() => choose({ filter: null })} />
      </Empty>
    );
  if (choices.at)
    return (
      <Empty text="No line of that time is kept in the cluster any more, or none was written.">
        <Button word="Show the newest" onClick={() => choose({ at: null })} />
      </Empty>
    );
  if (state.is === "ended") return <Empty text="Nothing has been written here." />;
  return <Empty text="Nothing has been written yet. New lines appear by themselves." />;
}

function Empty({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div className="flex min-h-80 flex-col items-start gap-3 p-4 text-ink-2">
      <p>{text}</p>
      {children}
    </div>
  );
}

function Button({ word, onClick }: { word: string; onClick: () => void }) {
  return (
    <button type="button" className="btn" onClick={onClick}>
      {word}
    </button>
  );
}

const WIDTHS = [62, 48, 71, 55, 80, 44, 66, 52, 75, 58, 63, 47, 69, 54];

function Skeleton() {
  return (
    <div aria-hidden className="h-[max(320px,calc(100dvh-300px))] space-y-2.5 overflow-hidden p-3">
      {WIDTHS.map((width) => (
        <div key={width} className="flex gap-3">
          <span className="h-2.5 w-20 rounded bg-mute-soft" />
          <span className="h-2.5 w-36 rounded bg-mute-soft max-sm:w-16" />
          <span className="h-2.5 rounded bg-mute-soft" style={{ width: `${width / 1.6}%` }} />
        </div>
      ))}
    </div>
  );
}
