import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { exactUtc, shortSha } from "@/lib/format";
import type { CompareSide, Comparison } from "@/lib/http/contracts/compare";

/** What a side is called beside the other: one environment at two times is told apart by the time. */
export function sideName(own: CompareSide, other: CompareSide): string {
  if (own.environment !== other.environment && own.at === null) return own.environment;
  const when = own.at === null ? "now" : exactUtc(own.at).slice(0, 16);
  return own.environment === other.environment ? when : `${own.environment}, ${when}`;
}

/** Which commit either side was deployed from. */
export function Sides({ from, to }: Pick<Comparison, "from" | "to">) {
  return (
    <dl className="grid gap-x-6 gap-y-1 text-[12.5px] sm:grid-cols-2">
      <Side own={from} other={to} />
      <Side own={to} other={from} />
    </dl>
  );
}

function Side({ own, other }: { own: CompareSide; other: CompareSide }) {
  const { revision } = own;
  return (
    <div className="min-w-0 break-words">
      <dt className="inline font-medium">
        <Plain text={sideName(own, other)} most={120} />
      </dt>
      <dd className="inline text-ink-2">
        {revision ? (
          <>
            {" "}
            deployed from{" "}
            <OutsideLink href={revision.url}>
              <code>{shortSha(revision.sha)}</code>
            </OutsideLink>{" "}
            <Plain text={revision.message} most={120} />
          </>
        ) : own.at === null ? (
          ": nothing was deployed here yet"
        ) : (
          ": nothing is known to have been deployed here by then"
        )}
      </dd>
    </div>
  );
}
