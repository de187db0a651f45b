import { Plain } from "@/components/ui/plain";
import type { ValueDifference } from "@/lib/domain/values-comparison";

type Props = { differences: ValueDifference[]; names: { before: string; after: string } };

/** Values in words, the unexpected open, those that the policy expects to differ folded. */
export function ValueList({ differences, names }: Props) {
  const unexpected = differences.filter(({ expected }) => expected === null);
  const expected = differences.filter((one) => one.expected !== null);
  return (
    <>
      {unexpected.length === 0 ? (
        <p className="px-3.5 pb-2.5 text-ink-2">
          {expected.length === 0 ? "No value differs besides versions." : "Nothing differs that is not expected to."}
        </p>
      ) : (
        <ul className="space-y-1 px-3.5 pb-2.5">
          {unexpected.map((one) => (
            <Value key={`${one.service}.${one.what}`} value={one} names={names} />
          ))}
        </ul>
      )}
      {expected.length > 0 ? (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-3.5 py-2 text-[12.5px] text-ink-2">
            {expected.length} expected {expected.length === 1 ? "difference" : "differences"}
          </summary>
          <ul className="space-y-1 px-3.5 pb-2.5">
            {expected.map((one) => (
              <Value key={`${one.service}.${one.what}`} value={one} names={names} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function Value({ value, names }: { value: ValueDifference; names: Props["names"] }) {
  const { service, what, before, after, expected } = value;
  return (
    <li className="[overflow-wrap:anywhere]">
      {service === null ? null : (
        <>
          <Plain text={service} most={80} className="font-medium" />:{" "}
        </>
      )}
      <Plain text={what} most={180} /> <Steps before={before} after={after} names={names} />
      {expected === null ? null : (
        <span className="tag ml-2" title={`expected-to-differ: ${expected}`}>
          expected
        </span>
      )}
    </li>
  );
}

function Steps({ before, after, names }: { before: string | null; after: string | null; names: Props["names"] }) {
  const value = (text: string) => <Plain text={text} most={140} className="font-mono text-[12.5px]" />;
  if (before !== null && after !== null)
    return (
      <>
        {value(before)} → {value(after)}
      </>
    );
  const [text, only] = before === null ? [after ?? "", names.after] : [before, names.before];
  return (
    <>
      {value(text)} <span className="text-ink-3">only in {only}</span>
    </>
  );
}
