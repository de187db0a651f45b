"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { PlaceFilters } from "@/components/overview/place-filters";
import type { PastFilter, PastMoment } from "@/lib/http/contracts/past";
import { pastPath } from "@/lib/routes";

/** Which services and environments of that moment are shown; it stands in the address like the moment. */
export function PastFilters({ past }: { past: PastMoment }) {
  const { filter, pages, columns } = past;
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<PastFilter>) =>
    start(() => router.replace(pastPath({ ...filter, ...change }), { scroll: false }));
  return <PlaceFilters filter={filter} pages={pages} columns={columns} pending={pending} onGo={go} />;
}
