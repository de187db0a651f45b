"use client";
import { FavouriteStar } from "@/components/find/favourite-star";
import { CellView } from "@/components/overview/cell-view";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { useEnvironment } from "./environment-frame";

export function ServicesTab() {
  const { cells } = useEnvironment();
  if (cells.length === 0) return <p className="p-4 text-ink-2">No service of the policy is here yet.</p>;
  return (
    <table className="w-full">
      <thead className="sr-only">
        <tr>
          <th scope="col">Service</th>
          <th scope="col">State</th>
          <th scope="col">Pods ready</th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={cell.key} id={cell.service} className="scroll-mt-16 target:bg-accent-soft">
            <th scope="row" className="w-[220px] border-t border-line px-3.5 py-2 text-left font-medium">
              <Plain text={cell.service} most={80} /> <FavouriteStar kind="service" name={cell.service} quiet />
            </th>
            <CellView cell={cell} short="" />
            <td className="hidden w-28 border-t border-line px-3.5 text-right text-[12.5px] text-ink-3 tabular-nums sm:table-cell">
              {cell.ready ? `${cell.ready.ready} of ${cell.ready.total} ready` : null}
            </td>
            <td className="hidden w-28 border-t border-line px-3.5 text-right text-[12.5px] text-ink-3 sm:table-cell">
              {cell.since ? <RelativeTime at={cell.since} bare /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
