import { isAccepted } from "./accepted-differences";
import type { Difference } from "./compare-body";
import { compareExchange } from "./compare-exchange";
import { compareMessages, compareStream } from "./compare-stream";
import { pairNames } from "./pair-names";
import { type Recording, readRecording } from "./read-recording";
import { ReplayedServer } from "./replayed-server";
import type { OpenStream } from "./send-request";
import { streamMessages } from "./stream-messages";

/** A recorded stream that runs in the simulator. */
interface RunningStream {
  /** Waits until what was sent has arrived (so many messages, where the stream makes them itself), and compares. */
  finish(messages?: number): Promise<void>;
}

// Milliseconds: what came so soon was there when the stream was opened.
const AT_ONCE = 150;

/** Replays one folder's exchanges and keeps what differs. */
export class Replay {
  readonly server: ReplayedServer;
  readonly folder: string;
  readonly found = new Map<string, Difference[]>();
  readonly used: Set<object>;

  private constructor(folder: string, server: ReplayedServer, used: Set<object>) {
    this.folder = folder;
    this.server = server;
    this.used = used;
  }

  static async start(folder: string, used: Set<object>, begin?: Date): Promise<Replay> {
    return new Replay(folder, await ReplayedServer.start(begin, true), used);
  }

  read(name: string): Recording {
    return readRecording(this.folder, name);
  }

  readFrom(folder: string, name: string): Recording {
    return readRecording(folder, name);
  }

  #keep(name: string, differences: Difference[]): void {
    const rest = differences.filter((difference) => {
      const row = isAccepted(`${this.folder}/${name}`, difference);
      if (row) this.used.add(row);
      return row === undefined;
    });
    this.found.set(name, rest);
  }

  /** Waits for the recorded moment, sends the recorded request and compares the answer. */
  async exchange(name: string, change: Partial<Recording["request"]> = {}): Promise<void> {
    const recording = this.read(name);
    await this.server.reach(new Date(recording.recordedAt));
    const answer = await this.server.send({ ...recording.request, ...change });
    if (recording.response.chunks) this.#keep(name, compareMessages(recording, answer));
    else this.#keep(name, compareExchange(recording, answer));
  }

  async exchanges(...names: string[]): Promise<void> {
    for (const name of names) await this.exchange(name);
  }

  /** Pairs the names in a recorded tree with those of the simulator's tree of that application, for paths that name them. */
  async adopt(tree: unknown, application: string): Promise<void> {
    const here = await this.server.json(`/api/v1/applications/${application}/resource-tree?project=linq`);
    for (const [recorded, name] of pairNames(tree, here)) this.server.names.set(recorded, name);
  }

  /** Opens the recorded stream and waits for what it replays at once; a silent one is given a moment. */
  async open(name: string): Promise<RunningStream> {
    const recording = this.read(name);
    const stream = this.server.open(recording.request);
    const { chunks = [] } = recording.response;
    const atOnce = chunks.filter(({ ms }) => ms < AT_ONCE).map(({ data }) => data);
    await arrived(stream, streamMessages(atOnce.join("")).length);
    return {
      finish: async (messages = 0) => {
        await arrived(stream, messages);
        stream.close();
        this.#keep(name, compareStream(recording, stream));
      },
    };
  }
}

/** Everything comes from this very process: when nothing more came for a few turns of the event loop, all is here. */
async function arrived(stream: OpenStream, messages: number): Promise<void> {
  let length = -1;
  const isShort = () => streamMessages(stream.text).length < messages;
  for (let still = 0, turn = 0; (still < 4 || isShort()) && turn < 400; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    still = stream.text.length === length ? still + 1 : 0;
    length = stream.text.length;
  }
}
