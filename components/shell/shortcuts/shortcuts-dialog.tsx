import { Modal } from "@/components/ui/modal";
import { PLACES } from "../places";

const OTHERS: { keys: string[]; does: string }[] = [
  { keys: ["⌘ K", "Ctrl K"], does: "Find anything, from anywhere" },
  { keys: ["?"], does: "Show these keys" },
  { keys: ["Esc"], does: "Close what is open" },
];
const FINDING: { keys: string[]; does: string }[] = [
  { keys: ["↑", "↓"], does: "Choose" },
  { keys: ["Enter"], does: "Go there" },
  { keys: ["⌘ Enter", "Ctrl Enter"], does: "Go there in a new tab" },
];

/** All keys on one page. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const going = PLACES.map(({ letter, word }) => ({ keys: [`g ${letter}`], does: `Go to ${word}` }));
  return (
    <Modal label="Keys" onClose={onClose} className="m-auto w-[440px] max-w-[94vw] p-4 text-ink">
      <div className="flex items-center">
        <h2>Keys</h2>
        <span className="flex-1" />
        <button type="button" className="btn btn-small" onClick={onClose}>
          Close
        </button>
      </div>
      <Keys title="Everywhere" lines={[...OTHERS, ...going]} />
      <Keys title="While finding" lines={FINDING} />
    </Modal>
  );
}

function Keys({ title, lines }: { title: string; lines: { keys: string[]; does: string }[] }) {
  return (
    <>
      <h3 className="mt-3 mb-1 text-[12.5px] text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[170px_minmax(0,1fr)] gap-y-1.5">
        {lines.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex flex-wrap items-center gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded border border-line-strong bg-sunken px-1.5 font-mono text-xs">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
