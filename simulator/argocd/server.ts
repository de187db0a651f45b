import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Accounts, type ConfiguredToken } from "./accounts";
import type { Context } from "./context";
import { Faults } from "./faults";
import { handle } from "./handle";
import { RequestCounts } from "./request-counts";
import { Simulation } from "./simulation";
import { StreamRegistry } from "./streams";

export interface ArgoCdOptions {
  dataDir: string;
  /** 0 takes any free port. */
  port: number;
  repository: { url: string };
  tokens: ConfiguredToken[];
  webhookSecret?: string | undefined;
  /** How many applications to add without Git; 0 for none. */
  fleet: number;
  /** Simulated time of a first start; now when left out. A world that is kept goes on with its own clock. */
  startAt?: Date | undefined;
  pollSeconds?: number | undefined;
  /** The clock moves by advanceTo alone, never by itself. */
  clockStands?: boolean | undefined;
}

export interface ArgoCd {
  url: string;
  port: number;
  /** Carries out all that is due up to `t`, in order, then stands there. Never backwards. */
  advanceTo(t: Date): Promise<void>;
  now(): Date;
  close(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Starts the simulator on 127.0.0.1. It answers as Argo CD 3.6.0 does; see simulator/README.md. */
export async function startArgoCd(options: ArgoCdOptions): Promise<ArgoCd> {
  const simulation = await Simulation.start({
    dataDir: options.dataDir,
    repositoryUrl: options.repository.url,
    fleet: options.fleet,
    startAt: options.startAt,
    pollSeconds: options.pollSeconds ?? 120,
    clockStands: options.clockStands ?? false,
  });
  const streams = new StreamRegistry(simulation);
  const accounts = new Accounts(simulation, options.tokens);
  const context: Context = {
    simulation,
    accounts,
    streams,
    faults: new Faults(),
    requests: new RequestCounts(),
    webhookSecret: options.webhookSecret,
  };
  const server = createServer(
    (request: IncomingMessage, response: ServerResponse) => void handle(context, request, response),
  );
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    advanceTo: (t) => simulation.advanceTo(t),
    now: () => new Date(simulation.nowMs()),
    close: async () => {
      streams.dropAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await simulation.close();
    },
  };
}
