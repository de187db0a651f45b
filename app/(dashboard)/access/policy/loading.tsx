import { PartSkeleton } from "@/components/access/part-skeleton";

export default function Loading() {
  return <PartSkeleton lines={9} />;
}
