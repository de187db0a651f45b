"use client";
import Link from "next/link";
import { useSelectedLayoutSegment } from "next/navigation";
import { type AccessPart, accessPath } from "@/lib/routes";

const TABS: { part: AccessPart; word: string }[] = [
  { part: "matrix", word: "Who may what" },
  { part: "people", word: "People" },
  { part: "policy", word: "Policy" },
  { part: "tokens", word: "Service tokens" },
  { part: "protection", word: "Protection in Git" },
];

/** The parts of access. */
export function Tabs() {
  const here = useSelectedLayoutSegment() ?? "matrix";
  return (
    <nav aria-label="Parts of access" className="flex overflow-x-auto border-b border-line px-2">
      {TABS.map(({ part, word }) => (
        <Link
          key={part}
          href={accessPath(part)}
          {...(part === here ? { "aria-current": "page" as const } : {})}
          className={`-mb-px border-b-2 px-2.5 py-2.5 whitespace-nowrap hover:no-underline ${part === here ? "border-accent font-medium" : "border-transparent text-ink-2"}`}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
