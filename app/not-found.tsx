import Link from "next/link";
import { overviewPath } from "@/lib/routes";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl p-6">
      <h1>There is no such page.</h1>
      <p className="mt-2 text-ink-2">It was moved, or you may not see it.</p>
      <Link className="btn mt-4" href={overviewPath()}>
        To the overview
      </Link>
    </main>
  );
}
