import { Plain } from "@/components/ui/plain";
import type { ChangeTopic, PolicyChange } from "@/lib/domain/policy-changes";

const TOPICS: { topic: ChangeTopic; words: string }[] = [
  { topic: "rights", words: "Who may do what" },
  { topic: "environment", words: "Environments, gates, windows and approvals" },
  { topic: "platform", words: "Everything else" },
];

/** What another policy would change, in words, rights first. */
export function ChangeList({ changes }: { changes: PolicyChange[] }) {
  if (changes.length === 0) return <p className="text-ink-2">No rule changes of what you may see.</p>;
  return (
    <div className="space-y-2">
      {TOPICS.map(({ topic, words }) => {
        const own = changes.filter((change) => change.topic === topic);
        if (own.length === 0) return null;
        return (
          <section key={topic} aria-label={words}>
            <h3 className="text-xs font-medium text-ink-3">{words}</h3>
            <ul className="list-disc space-y-0.5 pl-5">
              {own.map((change) => (
                <li key={change.words} className="break-words">
                  <Plain text={change.words} most={500} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
