import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { LastChange } from "@/components/ui/last-change";
import { Plain } from "@/components/ui/plain";
import type { PlainStatus } from "@/lib/http/contracts/home";
import { environmentPath, wallPath } from "@/lib/routes";
import { NothingHere, Panel } from "./panel";

/** How each environment is, for somebody who wants to know just that. */
export function StatusPanel({ environments }: { environments: PlainStatus[] }) {
  return (
    <Panel id="status" title="How it is" detail="each environment in a sentence">
      {environments.length === 0 ? (
        <NothingHere>
          No environment is known yet. They are named in pipeline.yaml; the <Link href="/">overview</Link> says what to
          do.
        </NothingHere>
      ) : null}
      <ul>
        {environments.map((status) => (
          <li key={status.environment} className="flex items-start gap-3 border-t border-line px-3.5 py-3">
            <span className="mt-0.5">
              <StatusMark tone={status.tone} />
            </span>
            <p className="min-w-0">
              <Link
                href={environmentPath(status.environment)}
                className={`font-medium ${status.tone === "fine" ? "" : TONE_TEXT[status.tone]}`}
              >
                <Plain text={status.sentence} most={200} />
              </Link>{" "}
              <Troubles troubles={status.troubles} />
              <span className="text-ink-2">
                <LastChange change={status.lastChange} />
              </span>
            </p>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-3.5 py-2.5 text-[12.5px]">
        <Link className="text-accent underline" href={wallPath()}>
          The same for a screen on a wall
        </Link>
      </p>
    </Panel>
  );
}

function Troubles({ troubles }: Pick<PlainStatus, "troubles">) {
  return troubles.map(({ service, words }) => (
    <span key={service}>
      <Plain text={service} most={60} />: <Plain text={words.toLowerCase()} most={60} />.{" "}
    </span>
  ));
}
