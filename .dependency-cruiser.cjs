// Who may import whom. Deny by default: an import that no row allows is an error, and there is no list of exceptions.
// Imports of types count like all others. `npm test` runs it; scripts/import-rules.test.ts proves it can fail.

const TEST = String.raw`\.test\.tsx?$|\.test-support\.tsx?$|^bench/|^conformance/|^e2e/|^lib/testing/`;
const GENERATED = "^lib/adapters/db/generated/";

/** Node's own modules that do nothing to the outside world: paths, hashing, text. */
const pureNode = ["path", "url", "util", "crypto", "string_decoder"];
const anyNode = [".+"];

const domain = "^lib/domain/";
const ports = String.raw`^lib/(access-)?ports\.ts$`;
const config = String.raw`^lib/config\.ts$`;
const compose = String.raw`^lib/compose\.ts$`;
const server = String.raw`^lib/server\.ts$`;
const routes = String.raw`^lib/routes\.ts$`;
const format = String.raw`^lib/format\.ts$`;
/** Small tools of adapters and worker that belong to neither. */
const tools = String.raw`^lib/(pause|bounded-map)\.ts$`;
const actor = String.raw`^lib/auth/(actor|identity)\.ts$`;
const db = "^lib/adapters/db/";
const outbound = "^lib/adapters/outbound/";
const contracts = "^lib/http/contracts/";
const browserHttp = String.raw`^lib/http/(client|query-options|contracts/.+)(\.ts)?$`;
const FILTERS = "overview-filter|people-filter|past-filter|history-filter|timeline-filter";
const browserSafe = String.raw`^lib/http/(client|query-options|${FILTERS})\.ts$`;

/** An adapter: its own folder, the shared way out, and the libraries that speak its protocol. */
const adapter = (name, npm, own = []) => ({
  from: `^lib/adapters/${name}/`,
  to: [domain, ports, tools, `^lib/adapters/${name}/`, outbound, ...own],
  npm,
  node: anyNode,
});

const rows = [
  { from: domain, to: [domain], npm: ["yaml", "diff"], node: [] },
  { from: ports, to: [domain, ports] },
  { from: String.raw`^lib/(config|format|pause|bounded-map)\.ts$`, to: [], npm: ["zod"] },
  { from: routes, to: [] },
  { from: "^lib/commands/", to: ["^lib/commands/", domain, ports], npm: ["yaml"], node: pureNode },
  {
    from: "^lib/queries/",
    to: ["^lib/queries/", domain, ports, server, db, config, routes, actor, contracts, browserSafe],
    npm: ["server-only"],
    node: pureNode,
  },
  { from: "^lib/worker/", to: ["^lib/worker/", "^lib/commands/", domain, ports, config, compose, db, tools] },
  adapter("argocd", ["zod"]),
  adapter("db", ["@prisma/client", "@prisma/adapter-pg", "pg"]),
  adapter("github", ["zod", "octokit", "@octokit/.+"]),
  adapter("demo", [], [db]),
  adapter("notify", ["zod"]),
  adapter("outbound", []),
  adapter("policy", ["zod", "yaml"]),
  adapter("system", ["pino", "rate-limiter-flexible"]),
  { from: compose, to: [config, ports, domain, "^lib/adapters/"] },
  {
    from: server,
    to: [config, compose, domain, ports, db, String.raw`^lib/http/live-hub\.ts$`],
    npm: ["server-only"],
  },
  {
    from: "^lib/auth/",
    to: ["^lib/auth/", "^lib/commands/", config, domain, ports, server, routes, contracts],
    npm: ["next", "next-auth", "server-only", "zod"],
    node: pureNode,
  },
  { from: contracts, to: [contracts, domain], npm: ["zod"] },
  { from: browserSafe, to: [contracts, browserSafe, domain, routes], npm: ["zod", "@tanstack/react-query"] },
  {
    from: `^lib/http/(?!contracts/|client|query-options|${FILTERS})`,
    to: ["^lib/http/", "^lib/queries/", domain, ports, server, db, actor, tools],
    npm: ["next", "zod", "server-only"],
    node: pureNode,
  },
  {
    from: "^app/",
    to: ["^app/", "^components/", "^lib/auth/", "^lib/queries/", "^lib/commands/", "^lib/http/"].concat([
      server,
      config,
      routes,
      format,
      ports,
      domain,
    ]),
    npm: ["next", "next-auth", "react", "react-dom", "@tanstack/react-query", "server-only", "zod"].concat([
      "@fontsource-variable/.+",
    ]),
    node: ["crypto"],
  },
  {
    from: "^app/api/webhooks/",
    to: [
      String.raw`^lib/adapters/github/webhook\.ts$`,
      String.raw`^lib/adapters/db/(channels|append-audit|keep-pushers)\.ts$`,
    ],
  },
  {
    from: "^components/",
    to: ["^components/", browserHttp, browserSafe, routes, format, domain],
    npm: ["react", "react-dom", "next", "next-auth", "@tanstack/.+", "zod", "cmdk"].concat([
      "@xyflow/react",
      "d3-hierarchy",
      "@types/d3-hierarchy",
      "@codemirror/.+",
      "@lezer/highlight",
    ]),
  },
  {
    from: String.raw`^(proxy|instrumentation)\.ts$`,
    to: [config, server, routes, "^lib/http/", "^lib/auth/"],
    npm: ["next", "next-auth"],
    node: pureNode,
  },
  {
    from: "^simulator/argocd/",
    to: ["^simulator/argocd/"],
    npm: ["yaml", "zod", "croner"],
    node: anyNode,
  },
  { from: "^simulator/git-host/", to: ["^simulator/git-host/"], npm: ["yaml", "zod"], node: anyNode },
];

function allowedBy({ from, to, npm = [], node = [] }) {
  const source = { path: from, pathNot: `${TEST}|${GENERATED}` };
  const targets = [
    ...to.map((path) => ({ path, pathNot: TEST })),
    ...npm.map((name) => ({ path: `^node_modules/${name}/`, dependencyTypesNot: ["npm-dev"] })),
    ...node.map((name) => ({ path: `^${name}$`, dependencyTypes: ["core"] })),
  ];
  return targets.map((target) => ({ from: source, to: target }));
}

module.exports = {
  allowed: [
    ...rows.flatMap(allowedBy),
    { from: { path: TEST }, to: {} },
    { from: { path: "^scripts/" }, to: { pathNot: `^(app|components|lib|simulator)/|${TEST}` } },
    { from: { path: GENERATED }, to: {} },
    { from: { path: "^node_modules/" }, to: {} },
  ],
  allowedSeverity: "error",
  forbidden: [
    { name: "no-circular", severity: "error", from: { pathNot: GENERATED }, to: { circular: true } },
    { name: "resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "only-tests-import-tests", severity: "error", from: { pathNot: TEST }, to: { path: TEST } },
    {
      name: "product-without-simulator",
      severity: "error",
      from: { path: "^(lib|app|components)/", pathNot: TEST },
      to: { path: "^simulator/" },
    },
    {
      name: "simulator-without-product",
      severity: "error",
      from: { path: "^simulator/", pathNot: TEST },
      to: { path: "^(lib|app|components)/" },
    },
  ],
  options: {
    doNotFollow: { path: "^node_modules/" },
    // TypeScript 7 has no compiler API: @swc/core reads the sources, and without it nothing would be checked at all.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
