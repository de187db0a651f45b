import { Plain } from "@/components/ui/plain";
import type { ComparedVersion } from "@/lib/http/contracts/compare";

type Props = { versions: ComparedVersion[]; names: { before: string; after: string } };

/** Every service on both sides, what differs first. */
export function Versions({ versions, names }: Props) {
  const differing = versions.filter(({ from, to }) => from !== to).length;
  return (
    <section className="card overflow-clip" aria-labelledby="compared-versions">
      <h2 id="compared-versions" className="px-3.5 py-2.5">
        Versions{" "}
        <span className="font-normal text-ink-3">
          {versions.length === 0 ? "" : differing === 0 ? "all the same" : `${differing} of ${versions.length} differ`}
        </span>
      </h2>
      {versions.length === 0 ? (
        <p className="border-t border-line p-4 text-ink-2">
          No service is known on either side. Choose another moment or environment.
        </p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full">
            <thead>
              <tr className="text-left text-xs text-ink-3">
                <Head word="Service" />
                <Head word={names.before} />
                <Head word={names.after} />
                <Head word="How far" />
              </tr>
            </thead>
            <tbody>
              {versions.map((row) => (
                <Row key={row.service} row={row} to={names.after} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Head({ word }: { word: string }) {
  return (
    <th scope="col" className="border-t border-line px-3.5 py-1.5 font-medium">
      <Plain text={word} most={80} />
    </th>
  );
}

function Row({ row: { service, from, to, words }, to: name }: { row: ComparedVersion; to: string }) {
  const same = from === to;
  const cell = "border-t border-line px-3.5 py-1.5";
  return (
    <tr className={same ? "text-ink-3" : ""}>
      <th scope="row" className={`${cell} text-left ${same ? "font-normal" : "font-medium"}`}>
        <Plain text={service} most={80} />
      </th>
      <Version text={from} className={cell} />
      <Version text={to} className={cell} />
      <td className={`${cell} text-[12.5px]`}>
        {same ? (
          "the same"
        ) : words === null ? (
          "on one side only"
        ) : words === "differs" ? (
          "differs"
        ) : (
          <Plain text={`${name} is ${words}`} most={160} />
        )}
      </td>
    </tr>
  );
}

function Version({ text, className }: { text: string | null; className: string }) {
  return (
    <td className={`${className} font-mono text-[12.5px]`}>
      {text === null ? <span className="font-sans text-ink-3">none</span> : <Plain text={text} most={60} />}
    </td>
  );
}
