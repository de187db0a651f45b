import type { Difference } from "./compare-body";

interface Accepted {
  /** Folder and name of the exchanges, and the place within the answer. */
  exchange: RegExp;
  path: RegExp;
  reason: string;
}

/** Where the simulator is another than the real server and may stay so. A row that no longer occurs fails the test. */
export const ACCEPTED: readonly Accepted[] = [
  {
    exchange: /./,
    path: /\.managedFields\b/,
    reason: "which client wrote which field: the API server's own bookkeeping, of which the simulator shows one entry",
  },
  {
    exchange: /^00-auth\/unknown-path-html$|^01-read\/badge-disabled$/,
    path: /^\$$/,
    reason: "the web interface's page and the badge's drawing: the simulator has small ones of its own",
  },
  {
    exchange: /^05-crash-dev\/logs-previous$/,
    path: /^messages\[[0-4]\]\.result\.content$/,
    reason:
      "a container that crashed says what it did and why it ended; the recorded node wrote one line like the other",
  },
  {
    exchange: /^06-production-sync\/sync-stream$/,
    path: /OutOfSync Healthy; in progress: .*\.resources\[\/Service\//,
    reason: "half a second in which the first deployment is half done: how many Services are seen by then is chance",
  },
  {
    exchange: /^10-drift\/dev-self-heals-stream$/,
    path: /^states\[[56]\]$/,
    reason: "the Deployment controller notices a new size at once; the real one 100 ms later, Progressing until then",
  },
];

export function isAccepted(exchange: string, difference: Difference): Accepted | undefined {
  return ACCEPTED.find((row) => row.exchange.test(exchange) && row.path.test(difference.path));
}
