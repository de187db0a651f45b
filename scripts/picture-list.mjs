/** What happens before the pictures are taken: a crash in dev, a change by hand in production. */
export const STORY = {
  pushes: [
    {
      environment: "dev-env-1",
      tags: { "linq-scheduler": "3.3.0-crash" },
      name: "Dana Ito",
      mail: "dana@linq.example",
      message: "Try the new planner in scheduler 3.3.0",
    },
  ],
  async byHand(argocd) {
    const answer = await fetch(`${argocd}/simulator/drift`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-simulator": "1" },
      body: JSON.stringify({
        application: "production-env-1-linq-platform",
        service: "linq-data-gateway",
        kind: "scale",
      }),
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error(`The change by hand was answered ${answer.status}.`);
  },
};

const DEV = "/environments/dev-env-1";
const PRODUCTION = "/environments/production-env-1";
const SAM = "Sam Roth";
const THREE_DAYS_AGO = new Date(Date.now() - 3 * 24 * 60 * 60_000).toISOString();

/** Who looks at what; the picture is taken once `until` stands there. */
export const PICTURES = [
  { name: "overview", person: SAM, address: "/", until: "crash loop" },
  { name: "resources", person: SAM, address: `${DEV}/resources`, until: "Crash loop" },
  { name: "graph", person: SAM, address: `${DEV}/resources?view=graph&q=scheduler`, until: "Whole graph" },
  { name: "difference", person: SAM, address: `${PRODUCTION}/diff?view=split`, until: "replicas" },
  { name: "history", person: "Noor Haddad", address: `${PRODUCTION}/history`, until: "5.0.2" },
  { name: "logs", person: "Dana Ito", address: `${DEV}/logs`, until: "Following", dark: true },
  { name: "events", person: SAM, address: `${DEV}/events`, until: "BackOff" },
  { name: "timeline", person: "Vera Lindt", address: "/timeline", until: "3.3.0-crash" },
  { name: "compare", person: "Quinn Vale", address: "/compare?from=dev-env-1&to=staging-env-1", until: "3.3.0-crash" },
  { name: "past", person: "Vera Lindt", address: `/past?at=${THREE_DAYS_AGO}`, until: "As it was" },
  { name: "home", person: "Quinn Vale", address: "/home", until: "staging" },
  { name: "wall", person: "Vera Lindt", address: "/wall", until: "Dev", size: { width: 1920, height: 1080 } },
  { name: "audit", person: "Ada Brandt", address: "/audit", until: "signed in through demo" },
];
