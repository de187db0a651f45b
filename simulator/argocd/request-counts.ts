import type { Call } from "./http";

/** How often Argo CD's API was asked since the start, by method and kind; the simulator's own pages do not count. */
export class RequestCounts {
  #counts = new Map<string, number>();
  #open = new Map<string, number>();

  add(call: Call): void {
    if (call.segments[0] !== "api") return;
    const key = `${call.method} ${kindOf(call.segments.slice(1))}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Counts a stream for as long as it is open. */
  opened(stream: { onEnd(work: () => void): void }, kind: string): void {
    const change = (by: number) => this.#open.set(kind, (this.#open.get(kind) ?? 0) + by);
    change(1);
    stream.onEnd(() => change(-1));
  }

  openStreams(): Record<string, number> {
    return Object.fromEntries([...this.#open].sort());
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort());
  }
}

/** An application's name is no kind: v1/applications/{name}/resource-tree. */
function kindOf(segments: string[]): string {
  const named = segments.indexOf("applications") + 1;
  return segments.map((segment, index) => (named > 0 && index === named ? "{name}" : segment)).join("/");
}
