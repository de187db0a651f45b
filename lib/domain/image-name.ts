/** The image without tag or digest; a registry's port is no tag. */
export function repositoryOf(image: string): string {
  const [bare = image] = image.split("@");
  const colon = bare.lastIndexOf(":");
  return colon > bare.lastIndexOf("/") ? bare.slice(0, colon) : bare;
}

/** The tag of an image, its version; null where it has none, or only a digest. */
export function tagOf(image: string): string | null {
  const [bare = image] = image.split("@");
  const colon = bare.lastIndexOf(":");
  return colon > bare.lastIndexOf("/") ? bare.slice(colon + 1) || null : null;
}
