import { Sentence } from "./say.mjs";

/**
 * Who sets one of these means services of their own; sign-in and the rest may stand beside the demo, and so may GITHUB_TOKEN
 * and GITHUB_API_URL: many shells and build services set them for other programs.
 */
const MEANT = /^(ARGOCD_(.+_)?URL|ARGOCD_(TOKEN|INSTANCES)|GITHUB_APP_.+|GITOPS_REPOSITORY)$/;

/** Whether Argo CD and the Git host are a team's own. Half of that ends the start: nobody should take the demo for theirs. */
export function usesRealServices(env) {
  const given = Object.keys(env).filter((name) => MEANT.test(name) && env[name]?.trim());
  if (given.length === 0) return false;
  const argocd = given.includes("ARGOCD_URL") || given.includes("ARGOCD_INSTANCES");
  const missing = [
    ...(argocd ? [] : ["ARGOCD_URL (or ARGOCD_INSTANCES)"]),
    ...(given.includes("GITOPS_REPOSITORY") ? [] : ["GITOPS_REPOSITORY"]),
  ];
  if (missing.length === 0) return true;
  const are = (names) => `${names.join(" and ")} ${names.length === 1 ? "is" : "are"}`;
  throw new Sentence(
    `${are(missing)} not set, but ${are(given.sort())}: set all for real services, or none of them for the demo.`,
  );
}
