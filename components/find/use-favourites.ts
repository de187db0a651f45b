"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/client";
import type { Favourite, FavouriteKind } from "@/lib/http/contracts/find";
import { favouritesQuery } from "@/lib/http/query-options";
import { FAVOURITES_API } from "@/lib/routes";

/** Whether this person keeps the thing, null while that is not known; and the way to keep it or to let it go. */
export function useFavourite(kind: FavouriteKind, key: string) {
  const client = useQueryClient();
  const { queryKey, load } = favouritesQuery;
  const { data: kept = null } = useQuery({
    queryKey,
    queryFn: load,
    select: (all) => all.some((one) => one.kind === kind && one.key === key),
  });
  const change = useMutation({
    mutationFn: (keep: boolean) => postJson<Favourite[]>(FAVOURITES_API, { kind, key, keep }),
    onSuccess: (all) => client.setQueryData(queryKey, all),
  });
  return { kept, change };
}
