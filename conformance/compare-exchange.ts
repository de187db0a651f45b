import { compareBody, type Difference } from "./compare-body";
import type { Recording } from "./read-recording";
import type { Answer } from "./send-request";

/** Headers that a client may act on; length, date and transfer coding are the HTTP library's. */
const HEADERS = [
  "content-type",
  "content-encoding",
  "content-disposition",
  "grpc-metadata-content-type",
  "set-cookie",
  "vary",
  "x-content-type-options",
  "access-control-allow-origin",
  "cache-control",
  "location",
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function compareHeaders(recorded: Recording["response"]["headers"], replayed: Answer["headers"]): Difference[] {
  const pick = (headers: Answer["headers"]) =>
    Object.fromEntries(HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
  return compareBody(pick(recorded), pick(replayed)).map((difference) => ({
    ...difference,
    path: difference.path.replace("$", "headers"),
  }));
}

/** Everything in which an answer differs from the recorded one. */
export function compareExchange({ response }: Recording, answer: Answer): Difference[] {
  const status = compareBody(response.status, answer.status).map((difference) => ({ ...difference, path: "status" }));
  const headers = compareHeaders(response.headers, answer.headers);
  const isJson = response.json !== undefined;
  const body = isJson
    ? compareBody(response.json, parsed(answer.text) ?? answer.text)
    : compareBody(response.text ?? "", answer.text);
  return [...status, ...headers, ...body];
}
