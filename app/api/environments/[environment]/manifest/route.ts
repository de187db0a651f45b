import { asResource } from "@/app/api/environments/[environment]/as-resource";
import type { ManifestPage } from "@/lib/http/contracts/resources";
import { given } from "@/lib/http/given";
import { insideManifest } from "@/lib/queries/inside-manifest";

export const dynamic = "force-dynamic";

export const GET = asResource(
  "this manifest",
  insideManifest,
  (value): ManifestPage => ({
    ...value,
    live: given(value.live, "the manifest in the cluster"),
    desired: given(value.desired, "the manifest from Git"),
  }),
);
