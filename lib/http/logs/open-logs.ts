import type { Actor } from "@/lib/auth/actor";
import type { LogChoices } from "@/lib/domain/log-choices";
import { readLogFilter } from "@/lib/domain/log-filter";
import { type ChosenPods, choosePods, logPods, MOST_PODS } from "@/lib/domain/log-pods";
import type { LogSources } from "@/lib/http/contracts/logs";
import { found } from "@/lib/http/found";
import { outsideRefusal } from "@/lib/http/outside-refusal";
import { refusal } from "@/lib/http/refusal";
import type { Clock, OutsideFailure } from "@/lib/ports";
import { logApplication, logsRefusal } from "@/lib/queries/log-application";
import type { server } from "@/lib/server";
import { createLogFlow, type LogFlow } from "./log-flow";
import { createPodContainers } from "./pod-containers";

const MOST_NAMED_PODS = 300;
const NOT_CONFIGURED: OutsideFailure = {
  kind: "misconfigured",
  status: null,
  detail: "This Argo CD is not among those that Slipway is set up with.",
};

export type OpenLogs = { flow: LogFlow; sources: (chosen: ChosenPods) => LogSources; chosen: ChosenPods };

export type LogsAsked = {
  environment: string;
  choices: LogChoices;
  tail: number;
  since: Date | null;
  mostLineCharacters?: number;
  signal: AbortSignal;
};

type Deps = Pick<ReturnType<typeof server>, "db" | "insideOf"> & { clock: Clock };

/** The logs that somebody asks for, begun; or the answer that says why not. */
export async function openLogs(actor: Actor, deps: Deps, asked: LogsAsked): Promise<OpenLogs | Response> {
  const { choices, environment, signal } = asked;
  const filter = readLogFilter(choices.filter);
  if (!filter.ok) return refusal("bad-input", filter.problem);
  const may = await logsRefusal(actor, deps, environment);
  if (may === "nowhere") return found(null);
  if (may) return refusal("not-allowed", may.message);
  const application = await logApplication(actor, deps, { environment, application: choices.application });
  if (!application) return found(null);
  if (!application.ok) return refusal("not-found", application.failure.detail);
  const { ref, instance, services } = application.value;
  const inside = deps.insideOf(instance);
  if (!inside) return outsideRefusal(NOT_CONFIGURED, "the logs");

  const look = async () => {
    const tree = await inside.tree(ref);
    if (!tree.ok) return tree;
    const pods = choosePods(logPods(tree.value.value.nodes, services), choices);
    return { ok: true as const, value: pods };
  };
  const chosen = await look();
  if (!chosen.ok) return outsideRefusal(chosen.failure, "the logs");

  const containers = createPodContainers(inside, ref);
  let choosable: LogSources["containers"] = [];
  const flow = createLogFlow({
    inside,
    ref,
    chosen: chosen.value,
    look: async () => {
      const now = await look();
      return now.ok ? now.value : null;
    },
    containerOf: async (pod) => choices.container ?? (await containers.usualOf(pod)),
    question: { tail: asked.tail, follow: choices.follow, previous: choices.previous, since: asked.since },
    passes: filter.passes,
    ...(asked.mostLineCharacters === undefined ? {} : { mostLineCharacters: asked.mostLineCharacters }),
    now: deps.clock.now(),
    signal,
  });
  void containers.commonTo(chosen.value.read).then((list) => {
    choosable = list;
    if (list.length > 0) flow.announce();
  });
  const sources = (pods: ChosenPods) => sourcesOf(pods, ref.name, services, choosable);
  return { flow, sources, chosen: chosen.value };
}

function sourcesOf(
  { all, read }: ChosenPods,
  application: string,
  services: readonly { name: string }[],
  containers: LogSources["containers"],
): LogSources {
  return {
    application,
    services: services.map((service) => service.name),
    pods: all.slice(0, MOST_NAMED_PODS).map((pod) => ({
      name: pod.name,
      service: pod.service,
      state: pod.state,
      words: pod.words,
      createdAt: pod.createdAt?.toISOString() ?? null,
      read: read.includes(pod),
    })),
    unnamed: Math.max(0, all.length - MOST_NAMED_PODS),
    most: MOST_PODS,
    containers,
  };
}
