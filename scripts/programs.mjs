const SOURCES = {
  worker: "lib/worker/main.ts",
  "git-host": "simulator/git-host/main.ts",
  argocd: "simulator/argocd/main.ts",
};

/** How a part of ours is run: its bundle, or its source in development. Never through npx, which would keep the signals. */
export function program(name, { dev }) {
  if (dev) return { command: process.execPath, args: ["--import", "tsx", SOURCES[name]] };
  return { command: process.execPath, args: ["--enable-source-maps", `dist/${name}.mjs`] };
}

export function webProgram({ dev }, port) {
  const next = "node_modules/next/dist/bin/next";
  return {
    command: process.execPath,
    args: [next, dev ? "dev" : "start", "--hostname", "127.0.0.1", "--port", String(port)],
  };
}
