import { asResource } from "@/app/api/environments/[environment]/as-resource";
import type { ResourceDetails } from "@/lib/http/contracts/resources";
import { given } from "@/lib/http/given";
import { insideResource } from "@/lib/queries/inside-resource";

export const dynamic = "force-dynamic";

export const GET = asResource(
  "this resource",
  insideResource,
  (value): ResourceDetails => ({
    ...value,
    facts: given(value.facts, "what its manifest says"),
    events: given(value.events, "its events"),
  }),
);
