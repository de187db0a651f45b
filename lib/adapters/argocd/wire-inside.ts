import { stripVTControlCharacters } from "node:util";
import * as z from "zod";
import { MOST_NODES, MOST_RESOURCES, wireNode, wireRef } from "./wire";
import { count, flag, list, maybe, message, name, text, textOf, time, words } from "./wire-parts";

// What Argo CD sends of the inside of an Application, as tolerant as wire.ts: see there.

const MOST_ADDRESSES = 20;
const MOST_ADDRESS = 2_000;
const MOST_TARGETS = 200;
const MOST_HOSTS = 5_000;
const MOST_EVENTS = 5_000;
/** A longer line is cut: nobody reads it, and it may be a whole file. */
export const MOST_LINE = 32_768;

const wireInsideNode = wireNode.extend({
  networkingInfo: maybe(
    z.object({
      labels: words,
      targetLabels: words,
      targetRefs: list(wireRef, MOST_TARGETS),
      externalURLs: list(textOf(MOST_ADDRESS), MOST_ADDRESSES),
    }),
  ),
});
export type WireInsideNode = z.output<typeof wireInsideNode>;

const wireHost = z.object({ name, systemInfo: maybe(z.object({ kernelVersion: name, architecture: name })) });

export const wireInsideTree = z.object({
  nodes: list(wireInsideNode, MOST_NODES),
  orphanedNodes: list(wireInsideNode, MOST_NODES),
  hosts: list(wireHost, MOST_HOSTS),
});

export const wireTreeFrame = z.object({ result: wireInsideTree });

/** A JSON document as text. "null" is how Argo CD says that there is none (contract 5.4); text of another kind is odd. */
const document = z
  .string()
  .nullish()
  .transform((value) => (!value || value.trim() === "null" ? null : value));

/** An item whose manifests are no text is left out: shown without them it would look as if it were to be pruned. */
const wireManaged = z.object({
  group: name,
  kind: name,
  namespace: name,
  name,
  hook: flag,
  targetState: document,
  liveState: document,
  normalizedLiveState: document,
  predictedLiveState: document,
});

export const wireManagedList = z.object({ items: list(wireManaged, MOST_RESOURCES) });

export const wireManifest = z.object({ manifest: document });

const wireEvent = z.object({
  metadata: maybe(z.object({ uid: name, name, creationTimestamp: time })),
  involvedObject: maybe(z.object({ kind: name, namespace: name, name })),
  reason: name,
  message,
  source: maybe(z.object({ component: name, host: name })),
  reportingComponent: name,
  firstTimestamp: time,
  lastTimestamp: time,
  eventTime: time,
  series: maybe(z.object({ count, lastObservedTime: time })),
  count,
  type: text,
});
export type WireEvent = z.output<typeof wireEvent>;

export const wireEventList = z.object({ items: list(wireEvent, MOST_EVENTS) });

/** What a program wrote, without the codes that would move a terminal's cursor or colour it; the rest is left as it is. */
const lineText = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => {
    const raw = value ?? "";
    const cut = raw.slice(0, MOST_LINE * 2);
    const plain = stripVTControlCharacters(cut);
    if (plain.length <= MOST_LINE && cut.length === raw.length) return plain;
    return `${plain.slice(0, MOST_LINE - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
  });

export const wireLogFrame = z.object({
  result: z.object({ content: lineText, timeStamp: time, timeStampStr: time, last: flag, podName: name }),
});
