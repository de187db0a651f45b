import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type EnvironmentTab, environmentPath } from "@/lib/routes";

export const TABS: { tab: EnvironmentTab; word: string }[] = [
  { tab: "services", word: "Services" },
  { tab: "resources", word: "Resources" },
  { tab: "diff", word: "Difference" },
  { tab: "history", word: "History" },
  { tab: "logs", word: "Logs" },
  { tab: "events", word: "Events" },
  { tab: "applications", word: "Applications" },
  { tab: "policy", word: "Policy" },
];

/** These look into one Application; the one that was chosen in one of them stays chosen in the others. */
const INTO_ONE: readonly EnvironmentTab[] = ["resources", "diff", "logs", "events"];

/** The parts of an environment; `here` is the address's last part, null for the first. */
export function Tabs({
  environment,
  here,
  differing,
}: {
  environment: string;
  here: string | null;
  differing: number;
}) {
  const application = useSearchParams().get("application");
  return (
    <nav aria-label="Parts of this environment" className="flex overflow-x-auto border-b border-line px-2">
      {TABS.map(({ tab, word }) => {
        const current = tab === (here ?? "services");
        return (
          <Link
            key={tab}
            href={environmentPath(environment, tab, INTO_ONE.includes(tab) ? { application } : {})}
            scroll={false}
            {...(current ? { "aria-current": "page" as const } : {})}
            className={`-mb-px border-b-2 px-2.5 py-2.5 whitespace-nowrap hover:no-underline ${current ? "border-accent font-medium" : "border-transparent text-ink-2"}`}
          >
            {word}
            {tab === "diff" && differing > 0 ? <Differing count={differing} /> : null}
          </Link>
        );
      })}
    </nav>
  );
}

/** How many Applications are out of sync: what differs in them stands behind this tab. */
function Differing({ count }: { count: number }) {
  return (
    <span className="ml-1.5 rounded-full bg-warn-soft px-1.5 text-xs font-medium text-warn tabular-nums">
      {count}
      <span className="sr-only"> {count === 1 ? "Application differs" : "Applications differ"} from Git</span>
    </span>
  );
}
