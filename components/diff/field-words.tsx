import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FieldDifference } from "@/lib/domain/resource-diff";

/** One difference in a line: what, as Git says and as it is live, and who set what is live. */
export function FieldWords({ field }: { field: FieldDifference }) {
  return (
    <li className="[overflow-wrap:anywhere]">
      <Plain text={field.what} most={160} className="font-medium" />: <Sides field={field} />
      <Owner field={field} />
    </li>
  );
}

function Sides({ field: { before, after, masked } }: { field: FieldDifference }) {
  if (masked) return <>the values differ. Argo CD hides them.</>;
  if (before === null)
    return (
      <>
        <Value text={after} /> in Git, nothing live
      </>
    );
  if (after === null)
    return (
      <>
        nothing in Git, <Value text={before} /> live
      </>
    );
  return (
    <>
      <Value text={after} /> in Git, <Value text={before} /> live
    </>
  );
}

function Value({ text }: { text: string | null }) {
  return <Plain text={text ?? ""} most={140} className="font-mono text-[12.5px]" />;
}

/** What it is called in the managed fields, which is the program and not the person. */
function Owner({ field: { owner } }: { field: FieldDifference }) {
  if (!owner) return null;
  return (
    <span className="text-ink-2">
      {" "}
      · changed by <Plain text={owner.manager} most={60} />
      {owner.part ? (
        <>
          {" "}
          (<Plain text={owner.part} most={40} />)
        </>
      ) : null}
      {owner.at ? (
        <>
          , <RelativeTime at={owner.at} />
        </>
      ) : null}
    </span>
  );
}
