"use client";
import Link from "next/link";
import type { Connection } from "@/components/live/connection";
import { LiveMark } from "@/components/live/live-mark";
import { useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { ReadyLink } from "@/components/ui/ready-link";
import type { InstanceState } from "@/lib/http/contracts/overview";
import { overviewPath, SIGN_OUT } from "@/lib/routes";
import { Mark } from "./mark";
import { PLACES, type Place } from "./places";
import { Finder } from "./shortcuts/finder";
import { ThemeToggle } from "./theme-toggle";

export type ScreenActor = { name: string; login: string; role: string };
type Props = {
  platform: string;
  actor: ScreenActor;
  connection: Connection;
  instances: InstanceState[];
  here: Place;
};

export function TopBar({ platform, actor, connection, instances, here }: Props) {
  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-surface focus:p-2">
        To the content
      </a>
      <header className="sticky top-0 z-10 flex h-[50px] items-center gap-4 border-b border-line bg-surface px-3 sm:px-5">
        <Link href={overviewPath()} className="flex items-center gap-2 font-semibold tracking-tight hover:no-underline">
          <Mark />
          Slipway
        </Link>
        <Plain text={platform} most={60} className="hidden text-ink-3 xl:inline" />
        <nav aria-label="Main" className="hidden h-full lg:flex">
          {PLACES.map(({ place, path, word }) => (
            <ReadyLink
              key={place}
              href={path}
              {...(here === place ? { "aria-current": "page" as const } : {})}
              className={`-mb-px flex items-center border-b-2 px-2.5 hover:no-underline ${here === place ? "border-accent font-medium" : "border-transparent text-ink-2"}`}
            >
              {word}
            </ReadyLink>
          ))}
        </nav>
        <span className="flex-1" />
        <Finder person={actor.login} />
        <LiveMark connection={connection} instances={instances} />
        <Clock />
        <ThemeToggle />
        <details className="relative">
          <summary
            className="grid size-7 cursor-pointer list-none place-items-center rounded-full bg-mute-soft text-[11px] font-semibold text-ink-2"
            aria-label={`Pages, and you: ${actor.name}, ${actor.role}`}
          >
            {initials(actor.name)}
          </summary>
          <div className="card absolute right-0 z-10 mt-2 w-56 p-3 shadow-lg">
            <p className="font-medium">
              <Plain text={actor.name} most={60} />
            </p>
            <p className="text-ink-3">
              <Plain text={actor.role} most={60} />
            </p>
            {/* Where there is no room for them in the bar. */}
            <nav aria-label="Pages" className="mt-2 border-t border-line pt-2 lg:hidden">
              {PLACES.map(({ place, path, word }) => (
                <ReadyLink
                  key={place}
                  href={path}
                  {...(here === place ? { "aria-current": "page" as const } : {})}
                  className={`block py-1.5 ${here === place ? "font-medium" : "text-ink-2"}`}
                >
                  {word}
                </ReadyLink>
              ))}
            </nav>
            <Link className="btn btn-small mt-2" href={SIGN_OUT}>
              Sign out
            </Link>
          </div>
        </details>
      </header>
    </>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase();
}

function Clock() {
  const now = useNow();
  if (now === null) return null;
  const utc = new Date(now).toISOString().slice(11, 16);
  const here = new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  return (
    <span className="hidden text-[12.5px] text-ink-2 tabular-nums lg:inline">
      {utc} UTC{here === utc ? "" : <span className="text-ink-3"> · {here} here</span>}
    </span>
  );
}
