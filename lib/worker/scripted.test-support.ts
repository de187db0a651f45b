import type {
  ApplicationRef,
  ArgoCd,
  ListedApplication,
  ObservedApplication,
  OutsideFailure,
  StreamEvent,
} from "@/lib/ports";

const quiet = { info() {}, warn() {}, error() {} };

export { quiet };

/** Waits, for a bounded time, until something holds. */
export async function until<T>(what: string, holds: () => T | Promise<T>, withinMs = 15_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const found = await holds();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It did not come to this: ${what}`);
}

/** An Argo CD that says what a test tells it to: the port, without a network. `truth` is what its API would answer. */
export function scriptedArgoCd() {
  const truth = new Map<string, ObservedApplication>();
  const refused = new Map<string, OutsideFailure>();
  const asked: string[] = [];
  let listed: (() => ListedApplication[]) | OutsideFailure | null = null;
  let unreadable = 0;
  let queue: (StreamEvent | OutsideFailure)[] = [];
  let wake = () => {};
  let held: Promise<void> = Promise.resolve();

  const asListed = (application: ObservedApplication): ListedApplication => ({
    name: application.name,
    namespace: application.namespace,
    project: application.project,
    sync: application.sync,
    health: application.health,
    phase: application.operation?.phase ?? null,
  });
  const push = (item: StreamEvent | OutsideFailure) => {
    queue.push(item);
    wake();
  };

  const argocd: ArgoCd = {
    instance: "default",
    url: "https://argocd.example",
    version: async () => ({ ok: true, value: { text: "v3.6.0", concern: null } }),
    async list() {
      if (listed && typeof listed === "object") return { ok: false, failure: listed };
      const applications = listed ? listed() : [...truth.values()].map(asListed);
      return { ok: true, value: { applications, unreadable } };
    },
    async get(ref: ApplicationRef) {
      asked.push(ref.name);
      const answered = truth.get(ref.name);
      await held;
      const failure = refused.get(ref.name);
      if (failure) return { ok: false, failure };
      if (answered?.project === ref.project) return { ok: true, value: answered };
      return { ok: false, failure: { kind: "not-found", status: 404, detail: "not found" } };
    },
    tree: async () => ({ ok: true, value: [] }),
    async *stream({ signal, onBytes }) {
      queue = [...truth.values()]
        .map((application): StreamEvent => ({ type: "ADDED", application }))
        .concat(queue as StreamEvent[]);
      signal.addEventListener("abort", () => wake(), { once: true });
      while (!signal.aborted) {
        const next = queue.shift();
        if (!next) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if ("kind" in next) throw Object.assign(new Error(next.detail), { failure: next });
        onBytes();
        yield next;
      }
    },
  };
  return {
    argocd,
    asked,
    /** It is so; nobody is told. */
    is(...applications: ObservedApplication[]) {
      for (const application of applications) truth.set(application.name, application);
    },
    isGone: (name: string) => void truth.delete(name),
    refuses: (name: string, failure: OutsideFailure) => void refused.set(name, failure),
    /** Answers for single applications are on their way until the returned function is called. */
    holdAnswers() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    /** An event, whether it is so or not. */
    says: (type: "ADDED" | "MODIFIED" | "DELETED", application: ObservedApplication) => push({ type, application }),
    breaks: (failure: OutsideFailure) => push(failure),
    listsOnly(answer: ObservedApplication[] | OutsideFailure | null, unnamed = 0) {
      listed = Array.isArray(answer) ? () => answer.map(asListed) : answer;
      unreadable = unnamed;
    },
  };
}
