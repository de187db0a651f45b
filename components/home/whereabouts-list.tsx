import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Whereabouts } from "@/lib/http/contracts/home";
import type { Tone } from "@/lib/http/contracts/status";
import { environmentPath } from "@/lib/routes";

/** Each environment in promotion order, and whether the version is there; `origin` is where it came in. */
export function WhereaboutsList({ places, origin }: { places: Whereabouts[]; origin: string }) {
  const from = places.findIndex(({ environment }) => environment === origin);
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-[12.5px]">
      {places.map((place, index) => (
        <li key={place.environment} className="inline-flex items-center gap-1.5 md:w-[272px]">
          <StatusMark tone={toneOf(place)} />
          <Link href={environmentPath(place.environment)} className="font-medium">
            <Plain text={place.short} most={40} />
          </Link>
          <span className="text-ink-2">
            <Words place={place} isBefore={index < from} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How it fares counts where it runs; elsewhere its absence is no fault. */
function toneOf({ kind, tone }: Whereabouts): Tone {
  switch (kind) {
    case "runs":
      return tone;
    case "arriving":
      return tone === "failing" ? tone : "moving";
    case "leaving":
      return tone === "failing" ? tone : "moving";
    case "waits":
      return "waiting";
    case "replaced":
      return "fine";
    case "taken-back":
      return "attention";
    case "passed-by":
    case "not-yet":
    case "not-part":
    case "not-known":
      return "unknown";
  }
}

type WordsProps = { place: Whereabouts; isBefore: boolean };

/** What came in later on the way is not awaited before: it is simply not there. */
function Words({ place: { kind, version, at, tone, words }, isBefore }: WordsProps) {
  const other = <Plain text={version ?? "another version"} most={30} className="font-mono" />;
  switch (kind) {
    case "runs":
      return (
        <>
          {tone === "fine" ? "runs there" : <Plain text={`is there: ${words.toLowerCase()}`} most={60} />}
          {at ? (
            <>
              {" "}
              since <RelativeTime at={at} bare />
            </>
          ) : null}
        </>
      );
    case "arriving":
      return tone === "failing" ? <Plain text={`on its way: ${words.toLowerCase()}`} most={60} /> : "on its way";
    case "leaving":
      return <>still runs, {other} is on its way</>;
    case "waits":
      return "in Git, waits for its sync";
    case "replaced":
      return (
        <>
          was there{at ? " until " : ""}
          {at ? <RelativeTime at={at} /> : null}, now {other}
        </>
      );
    case "taken-back":
      return (
        <>
          taken back {at ? <RelativeTime at={at} /> : null}, now {other}
        </>
      );
    case "passed-by":
      return <>passed by: {other} came after it</>;
    case "not-yet":
      return (
        <>
          {isBefore ? "not there" : "not yet"}, runs {other}
        </>
      );
    case "not-part":
      return "has no such service";
    case "not-known":
      return "not known";
  }
}
