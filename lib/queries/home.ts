import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { gitNamesOf } from "@/lib/domain/git-names";
import { type HomePanel as Chosen, homePanels } from "@/lib/domain/home-panels";
import { rolesOf } from "@/lib/domain/policy";
import { sightFor } from "@/lib/domain/sight";
import type { Home, HomePage, HomePanel } from "@/lib/http/contracts/home";
import type { EnvironmentHeader } from "@/lib/http/contracts/overview";
import { keptAtHand } from "./favourites";
import { frameOf } from "./frame";
import { type OverviewContext, readContext } from "./overview-context";
import { readAttention } from "./read-attention";
import { readHeaders } from "./read-headers";
import { readLately } from "./read-lately";
import { readMyCommits } from "./read-my-commits";
import { readPlainStatus } from "./read-plain-status";
import { readToTest } from "./read-to-test";

type Deps = { db: Database; now: Date; demo: boolean };

/** What somebody comes for, by what their roles may do; and what stands around it. */
export async function homePage(actor: Actor, deps: Deps): Promise<HomePage> {
  const context = await readContext(deps.db, sightFor(actor));
  return { frame: frameOf(context, deps), home: await homeOf(actor, deps, context) };
}

/** The page's own part, for when it is loaded anew. */
export async function home(actor: Actor, deps: Deps): Promise<Home> {
  return homeOf(actor, deps, await readContext(deps.db, sightFor(actor)));
}

async function homeOf(actor: Actor, { db, now }: Deps, context: OverviewContext): Promise<Home> {
  const { pipeline, environments, links: instances } = context;
  const chosen = homePanels(
    rolesOf(actor, pipeline),
    environments.map(({ environment }) => environment),
  );
  const [headers, kept] = await Promise.all([
    readHeaders(db, environments, { pipeline, now, instances }),
    keptAtHand(actor, db, context.sight),
  ]);
  const panels = await Promise.all(chosen.map((panel) => panelOf(panel, actor, db, context, headers)));
  return { panels, favourites: kept, environments: environments.length };
}

async function panelOf(
  panel: Chosen,
  actor: Actor,
  db: Database,
  { pipeline, environments, sight }: OverviewContext,
  headers: EnvironmentHeader[],
): Promise<HomePanel> {
  switch (panel.kind) {
    case "mine": {
      const names = gitNamesOf(actor, pipeline?.people ?? []);
      const commits = await readMyCommits(db, { environments, sight }, names);
      return { kind: "mine", names: [...names.mails, ...names.logins], commits };
    }
    case "to-test": {
      const targets = environments.filter(({ environment }) => panel.environments.includes(environment.name));
      const lists = await Promise.all(targets.map((target) => readToTest(db, target)));
      return { kind: "to-test", lists: lists.filter((list) => list !== null) };
    }
    case "to-operate": {
      const [attention, lately] = await Promise.all([readAttention(db, headers), readLately(db, sight)]);
      const own = headers.filter(({ name }) => panel.environments.includes(name));
      return { kind: "to-operate", environments: own, attention, lately };
    }
    case "status":
      return { kind: "status", environments: await readPlainStatus(db, headers) };
  }
}
