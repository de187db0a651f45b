import { composeWorker } from "@/lib/compose";
import { keepAnchors } from "./keep-anchors";
import { watchGit } from "./watch-git";
import { watchInstance } from "./watch-instance";
import { watchMembership } from "./watch-membership";

/** The worker process: leads what nobody else leads, until it is told to stop. */
async function main(): Promise<void> {
  const stop = new AbortController();
  const parts = composeWorker(stop.signal);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());

  const { leadership, log, membershipWatch } = parts;
  const led = [
    leadership("git", (held) => watchGit(parts.gitWatch, held), stop.signal),
    ...parts.instanceWatches.map((watch) =>
      leadership(`argocd:${watch.argocd.instance}`, (held) => watchInstance(watch, held), stop.signal),
    ),
    ...(membershipWatch
      ? [leadership("membership", (held) => watchMembership(membershipWatch, held), stop.signal)]
      : []),
    leadership("anchoring", (held) => keepAnchors(parts.anchoring, log, held), stop.signal),
    leadership("housekeeping", (held) => parts.housekeeping(held), stop.signal),
  ];
  process.stdout.write("ready worker\n");
  await Promise.all(led);
  await parts.close();
  log.info("worker stopped");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "The worker could not start."}\n`);
  process.exitCode = 1;
});
