import { DiffHunks } from "@/components/diff/diff-hunks";
import { Status } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { actionWords } from "@/lib/domain/policy-what-if";
import type { PolicyWhatIf } from "@/lib/http/contracts/access-policy";
import { ChangeList } from "./policy-changes";
import { PolicyProblems } from "./policy-problems";

/** What a tried policy would change, or where it is wrong. */
export function PolicyTried({ result, file }: { result: PolicyWhatIf; file: string }) {
  if (!result.ok)
    return (
      <div className="space-y-2">
        <Status tone="failing" words="It would not be taken: the rules in force stay." />
        <PolicyProblems problems={result.problems} />
      </div>
    );
  const { waits, changes, rights, lines } = result;
  if (changes.length === 0) return <Status tone="fine" words="It says the same: no rule changes." />;
  return (
    <div className="space-y-3">
      <Status
        tone={waits ? "waiting" : "attention"}
        words={waits ? "It would wait for approval." : "It would take force at once: nothing protects it."}
      />
      <ChangeList changes={changes} />
      {rights.length > 0 ? <Rights rights={rights} /> : null}
      <details>
        <summary className="cursor-pointer text-ink-2">The file, line by line</summary>
        <div className="mt-2 overflow-clip rounded-lg border border-line">
          <DiffHunks diff={lines} view="unified" label={file} names={{ before: "in force", after: "tried" }} />
        </div>
      </details>
    </div>
  );
}

type Rights = Extract<PolicyWhatIf, { ok: true }>["rights"];

function Rights({ rights }: { rights: Rights }) {
  return (
    <section className="overflow-x-auto rounded-lg border border-line" aria-label="Rights that would change">
      <table className="w-full">
        <thead>
          <tr className="text-left text-xs text-ink-3">
            {["Role", "Environment", "Now", "Then"].map((word) => (
              <th key={word} scope="col" className="px-3.5 py-2 font-medium">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rights.flatMap(({ role, cells }) =>
            cells
              .filter(({ before, after }) => before.join() !== after.join())
              .map(({ environment, before, after }) => (
                <tr key={`${role} ${environment}`} className="border-t border-line align-top">
                  <th scope="row" className="px-3.5 py-2 text-left font-medium">
                    <Plain text={role} most={60} />
                  </th>
                  <td className="px-3.5 py-2">
                    <Plain text={environment} most={60} />
                  </td>
                  <td className="px-3.5 py-2 text-ink-2">{actionWords(before)}</td>
                  <td className="px-3.5 py-2">{actionWords(after)}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </section>
  );
}
