import type { ReactNode } from "react";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { plainText, shortSha } from "@/lib/format";
import type { BroughtVersion, MyCommit } from "@/lib/http/contracts/home";
import { NothingHere, Panel } from "./panel";
import { WhereaboutsList } from "./whereabouts-list";

/** A developer's question: where is what I committed? */
export function MyCommits({ names, commits }: { names: string[]; commits: MyCommit[] }) {
  return (
    <Panel id="mine" title="My commits and where they are" detail={`found by ${names.join(", ") || "no name"}`}>
      {commits.length === 0 ? (
        <NothingHere>
          No commit by {plainText(names.join(" or "), 200) || "you"} is known here. Another address of yours is added
          under “people” in pipeline.yaml.
        </NothingHere>
      ) : null}
      <ul>
        {commits.map((mine) => (
          <li key={mine.commit.sha} className="border-t border-line px-3.5 py-2.5">
            <p className="min-w-0 break-words">
              <Plain text={mine.commit.message} most={160} className="font-medium" />{" "}
              <span className="text-[12.5px] text-ink-3">
                <OutsideLink href={mine.commit.url}>
                  <code>{shortSha(mine.commit.sha)}</code>
                </OutsideLink>
                {mine.commit.at ? (
                  <>
                    , <RelativeTime at={mine.commit.at} />
                  </>
                ) : null}
              </span>
            </p>
            <Brought mine={mine} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Brought({ mine: { deployed, brought, more } }: { mine: MyCommit }) {
  if (!deployed)
    return (
      <Aside>
        Where it is is not known: no deployment of exactly this commit was seen. A later one may have brought it along.
      </Aside>
    );
  if (brought === null || brought.length === 0)
    return (
      <Aside>
        It was deployed to <Plain text={deployed.environment} most={60} /> <RelativeTime at={deployed.at} />
        {brought === null
          ? "; what it changed is not known, since nothing before it was seen."
          : " and changed no version."}
      </Aside>
    );
  return (
    <>
      {brought.map((one) => (
        <Version key={one.service} brought={one} origin={deployed.environment} />
      ))}
      {more > 0 ? <Aside>And {more} more.</Aside> : null}
    </>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return <p className="mt-1 text-[12.5px] text-ink-3">{children}</p>;
}

type VersionProps = { brought: BroughtVersion; origin: string };

function Version({ brought: { service, version, from, places }, origin }: VersionProps) {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="w-72 max-w-full">
        <Plain text={service} most={60} />{" "}
        <Plain text={from ?? "new"} most={30} className="font-mono text-[12.5px] text-ink-3" />
        {" → "}
        <Plain text={version} most={30} className="font-mono text-[12.5px] font-medium" />
      </span>
      <WhereaboutsList places={places} origin={origin} />
    </div>
  );
}
