import type { PlainStatus } from "@/lib/http/contracts/home";
import { Plain } from "./plain";
import { RelativeTime } from "./relative-time";

/** When it was changed last, and by whom, as a sentence. */
export function LastChange({ change }: { change: PlainStatus["lastChange"] }) {
  if (!change) return "It was never changed.";
  const by = <Plain text={change.by} most={50} />;
  const at = <RelativeTime at={change.at} />;
  switch (change.outcome) {
    case "succeeded":
      return (
        <>
          Last change {at} by {by}.
        </>
      );
    case "failed":
      return (
        <>
          The last change, {at} by {by}, did not work.
        </>
      );
    case "running":
      return <>A change by {by} is on its way.</>;
  }
}
