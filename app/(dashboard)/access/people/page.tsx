import { PeopleView } from "@/components/access/people-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { peopleFilter } from "@/lib/http/people-filter";
import { people } from "@/lib/queries/people";
import { peopleDeps } from "@/lib/queries/people-deps";

export const metadata = { title: "People · Slipway" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const { actor, session } = await requireScreenActor();
  const entries = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : [],
  );
  const filter = peopleFilter(new URLSearchParams(entries));
  const initial = await people(actor, peopleDeps(), { filter, session });
  return <PeopleView initial={initial} />;
}
