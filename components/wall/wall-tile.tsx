import { WindowLine } from "@/components/overview/window-line";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { LastChange } from "@/components/ui/last-change";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Tone } from "@/lib/http/contracts/status";
import type { WallTile as Tile } from "@/lib/http/contracts/wall";

const FILL: Partial<Record<Tone, string>> = {
  failing: "bg-bad-soft",
  moving: "bg-move-soft",
  attention: "bg-warn-soft",
};

/** One environment, to be read from the other end of the room: sizes follow the tile's own. */
export function WallTile({ tile }: { tile: Tile }) {
  const { environment, tone, words, sentence, troubles, lastChange, window, moved } = tile;
  return (
    <section aria-label={environment.slice(0, 100)} className="wall-place">
      <div className={`wall-tile card ${FILL[tone] ?? ""}`}>
        <h2 className="wall-name">
          <Plain text={environment} most={60} />
        </h2>
        <p className={`wall-state ${TONE_TEXT[tone]}`}>
          <StatusMark tone={tone} />
          <Plain text={words} most={40} />
        </p>
        <p className="wall-words">
          <Plain text={sentence} most={200} />{" "}
          <span className="text-ink-2">
            <LastChange change={lastChange} />
          </span>
        </p>
        {troubles.length > 0 ? (
          <ul className="wall-words font-medium" aria-label="Troubles">
            {troubles.map((trouble) => (
              <li key={trouble.service} className={TONE_TEXT[trouble.tone]}>
                <Plain text={trouble.service} most={60} />: <Plain text={trouble.words.toLowerCase()} most={60} />
              </li>
            ))}
          </ul>
        ) : null}
        {moved.length > 0 ? (
          <ul className="wall-words" aria-label="Changed within a day">
            {moved.map(({ service, from, to, at }) => (
              <li key={service} className="flex flex-wrap gap-x-[0.6em]">
                <Plain text={service} most={40} />
                <span className="font-mono">
                  <Plain text={from ?? "new"} most={24} /> → <Plain text={to ?? "gone"} most={24} />
                </span>
                <span className="text-ink-2">
                  <RelativeTime at={at} />
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <p className="wall-words mt-auto">
          <span className="text-ink-2">Window:</span> <WindowLine window={window} />
        </p>
      </div>
    </section>
  );
}
