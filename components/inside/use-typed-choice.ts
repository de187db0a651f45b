"use client";
import { useTyped } from "@/components/ui/use-typed";
import { useChoices } from "./use-choices";

/** A choice that is typed and stands in the address. */
export function useTypedChoice(name: string): [string, (text: string) => void] {
  const [params, choose] = useChoices();
  return useTyped(params.get(name) ?? "", (wanted) => choose({ [name]: wanted }));
}
