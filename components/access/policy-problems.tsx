import { Plain } from "@/components/ui/plain";
import type { Problem } from "@/lib/domain/pipeline";

/** What is wrong with a policy, each with its place. */
export function PolicyProblems({ problems }: { problems: Problem[] }) {
  if (problems.length === 0)
    return <p className="text-ink-2">What is wrong with it is shown to those who may see every environment.</p>;
  return (
    <ul className="space-y-1" aria-label="Problems">
      {problems.map(({ file, line, column, reason }) => (
        <li key={`${file}:${line}:${column} ${reason}`} className="break-words">
          <Plain text={`${file}:${line}`} most={200} className="font-mono text-[12.5px] break-all" />{" "}
          <Plain text={reason} most={400} />
        </li>
      ))}
    </ul>
  );
}
