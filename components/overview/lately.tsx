import { Chip } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Happening } from "@/lib/http/contracts/overview";

export function Lately({ happenings }: { happenings: Happening[] }) {
  return (
    <section className="card" aria-labelledby="lately">
      <h2 id="lately" className="px-3.5 pt-2.5 pb-1">
        Lately
      </h2>
      {happenings.length === 0 ? <p className="px-3.5 pb-3 text-ink-3">Nothing has been deployed yet.</p> : null}
      <ul className="divide-y divide-line">
        {happenings.map((item) => (
          <li key={item.id} className="grid grid-cols-[76px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-2">
            <span className="text-[12.5px] text-ink-3">
              <RelativeTime at={item.at} />
            </span>
            <span className="min-w-0 break-words">
              <b className="font-medium">
                <Plain text={item.who} most={50} />
              </b>{" "}
              <Plain text={item.words} most={160} />
            </span>
            <Chip tone={item.tone} words={item.chip} />
          </li>
        ))}
      </ul>
    </section>
  );
}
