/** What happens before the pictures are taken: a crash in dev, a change by hand in production. */
export const STORY = {
  pushes: [
    {
      environment: "dev-env-1",
      tags: { "linq-orchestrator": "2.6.0-crash" },
      name: "Dana Ito",
      mail: "dana@linq.example",
      message: "Try the new planner in orchestrator 2.6.0",
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

/** Who looks at what; the picture is taken once `until` stands there. */
export const PICTURES = [
  { name: "overview", person: "Sam Roth", address: "/", until: "crash loop" },
  { name: "overview-dark", person: "Sam Roth", address: "/", until: "crash loop", dark: true },
  { name: "history", person: "Noor Haddad", address: "/environments/production-env-1/history", until: "5.0.2" },
];
