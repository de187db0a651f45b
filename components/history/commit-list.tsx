import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { shortSha } from "@/lib/format";
import type { CommitsBetween } from "@/lib/http/contracts/history";

/** The commits between two deployments; what of them is not known here is found on the Git host. */
export function CommitList({ between, own }: { between: CommitsBetween | null; own: string | null }) {
  if (!between)
    return (
      <p className="text-ink-3">The commits between are not known: one of the two is not on the branch that is read.</p>
    );
  const { commits, more, takenBack, all } = between;
  return (
    <>
      {takenBack ? <p className="text-warn">Going back took these away again:</p> : null}
      <ul className="space-y-1">
        {commits.map((commit) => (
          <li key={commit.sha} className={`break-words ${commit.sha === own ? "font-medium" : ""}`}>
            <OutsideLink href={commit.url}>
              <code>{shortSha(commit.sha)}</code>
            </OutsideLink>{" "}
            <Plain text={commit.message} most={160} />
            <span className="text-[12.5px] font-normal text-ink-3">
              {" "}
              · <Plain text={commit.author} most={60} />
              {commit.at ? (
                <>
                  , <RelativeTime at={commit.at} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-[12.5px] text-ink-3">
        {more > 0 ? `And ${more} more. ` : ""}
        {commits.length > 0 ? "What came to the branch for other environments only is among them. " : ""}
        {all ? (
          <OutsideLink href={all} className="text-accent underline">
            All that lies between, on the Git host
          </OutsideLink>
        ) : null}
      </p>
    </>
  );
}
