import { CopyButton } from "@/components/resources/copy-button";
import { Plain } from "@/components/ui/plain";
import type { GitProtection } from "@/lib/domain/git-protection";

type Props = { answer: { ok: true; files: GitProtection } | { ok: false; reason: string } };

/** What the Git host itself should ask for, so that it agrees with the policy: two files to take over. */
export function ProtectionView({ answer }: Props) {
  if (!answer.ok) return <p className="p-4 text-ink-2">{answer.reason}</p>;
  const { codeowners, ruleset, notes } = answer.files;
  return (
    <div className="space-y-4 p-4">
      <p className="max-w-[80ch] text-ink-2">
        Slipway lets no change of the rules take force without approval. The Git host can ask for the same before a
        merge: these two files are made from <code>protected</code> of the policy in force. Whether they are in place is
        checked once promotions are.
      </p>
      {notes.map((note) => (
        <p key={note} className="max-w-[80ch] text-warn">
          <Plain text={note} most={600} />
        </p>
      ))}
      <File
        name="CODEOWNERS"
        text={codeowners}
        type="text/plain"
        how="Commit it as .github/CODEOWNERS on the main branch."
      />
      <File
        name="slipway-ruleset.json"
        text={ruleset}
        type="application/json"
        how="On GitHub: the repository's Settings, Rules, Rulesets, New ruleset, Import a ruleset."
      />
    </div>
  );
}

function File({ name, text, type, how }: { name: string; text: string; type: string; how: string }) {
  return (
    <section className="overflow-clip rounded-lg border border-line" aria-label={name}>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
        <h2>{name}</h2>
        <span className="flex-1" />
        <CopyButton text={text} />
        <a className="btn btn-small" href={`data:${type};charset=utf-8,${encodeURIComponent(text)}`} download={name}>
          Download
        </a>
      </div>
      <p className="px-3.5 pt-2 text-[12.5px] text-ink-2">{how}</p>
      <pre className="px-3.5 py-2 text-[12.5px] whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
    </section>
  );
}
