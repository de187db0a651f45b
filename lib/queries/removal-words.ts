import type { Database } from "@/lib/adapters/db/client";
import { readMembershipState } from "@/lib/adapters/db/membership-state";
import type { Config } from "@/lib/config";
import { NOT_READ } from "@/lib/domain/membership";

type Deps = { db: Database; signIn: Config["signIn"]; gitApiUrl: string };

/** How soon a group that somebody lost no longer counts (decisions.md 18), for each way to sign in that is set up. */
export async function removalWords({ db, signIn, gitApiUrl }: Deps): Promise<{ provider: string; words: string }[]> {
  const { demo, github, oidc } = signIn;
  return [
    ...(demo
      ? [{ provider: "Demo people", words: "Their groups are fixed; a change of the policy counts at once." }]
      : []),
    ...(github ? [{ provider: "GitHub", words: await gitHubWords(db, github.apiUrl === gitApiUrl) }] : []),
    ...(oidc
      ? [
          {
            provider: oidc.name,
            words: "At the end of the session, eight hours at most; ending the session counts at once.",
          },
        ]
      : []),
  ];
}

async function gitHubWords(db: Database, isGitHost: boolean): Promise<string> {
  if (!isGitHost)
    return "After an hour: Slipway has no access to that GitHub beside the sign-in, so everybody signs in again each hour.";
  const state = await readMembershipState(db);
  if (state?.state !== "failing")
    return "Within a minute: organisations and teams that the policy names are read again.";
  return `Cannot be read: ${state.message ?? "it gave no reason."} ${NOT_READ}`;
}
