import { compareBody, type Difference } from "./compare-body";
import { compareHeaders } from "./compare-exchange";
import type { Recording } from "./read-recording";
import type { OpenStream } from "./send-request";
import { applicationStates, framing, isTreeStream, nodeStates, type State, streamMessages } from "./stream-messages";

type Received = Pick<OpenStream, "status" | "headers" | "text">;

function at(path: string, differences: Difference[]): Difference[] {
  return differences.map((difference) => ({ ...difference, path: difference.path.replace("$", path) }));
}

function recordedText({ response }: Recording): string {
  return (response.chunks ?? []).map((chunk) => chunk.data).join("");
}

function compareOpening(recording: Recording, replayed: Received): Difference[] {
  const { response } = recording;
  const frames = compareBody(framing(recordedText(recording)), framing(replayed.text));
  return [
    ...at("status", compareBody(response.status, replayed.status)),
    ...compareHeaders(response.headers, replayed.headers),
    ...at("framing", frames),
  ];
}

/** A stream that ends by itself: message by message. */
export function compareMessages(recording: Recording, replayed: Received): Difference[] {
  const recorded = streamMessages(recordedText(recording));
  return [
    ...compareOpening(recording, replayed),
    ...at("messages", compareBody(recorded, streamMessages(replayed.text))),
  ];
}

/** Compares the messages of states that both streams went through. */
function compareStates(recorded: State[], replayed: State[]): Difference[] {
  let from = 0;
  return recorded.flatMap(({ state, message }) => {
    const found = replayed.findIndex((other, index) => index >= from && other.state === state);
    if (found < 0) return [];
    from = found + 1;
    return at(`${state} $`, compareBody(message, replayed[found]?.message));
  });
}

function isWithin(states: string[], others: string[]): boolean {
  let from = 0;
  return states.every((state) => {
    const found = others.indexOf(state, from);
    from = found + 1;
    return found >= 0;
  });
}

// The server joins changes that come close together: a recorded node may skip states, and takes none that is not here.
function compareNodes(recorded: Map<string, string[][]>, replayed: Map<string, string[][]>): Difference[] {
  return [...recorded].flatMap(([node, histories]) => {
    const here = replayed.get(node) ?? [];
    const missing = histories.filter((states) => !here.some((others) => isWithin(states, others)));
    return missing.length === 0 ? [] : at(`nodes[${node}]`, compareBody(missing, here));
  });
}

/** A stream of applications: the sequence of states and the messages that say so. A stream of trees: the states of each node. */
export function compareStream(recording: Recording, replayed: Received): Difference[] {
  const text = recordedText(recording);
  const opening = compareOpening(recording, replayed);
  if (isTreeStream(text)) return [...opening, ...compareNodes(nodeStates(text), nodeStates(replayed.text))];
  const [recorded, here] = [applicationStates(text), applicationStates(replayed.text)];
  const names = (states: State[]) => states.map(({ state }) => state);
  return [...opening, ...at("states", compareBody(names(recorded), names(here))), ...compareStates(recorded, here)];
}
