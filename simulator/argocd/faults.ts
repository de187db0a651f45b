import type { Metadata } from "./wire";

/** Faults that a person switches on at the simulator's own page; real time, not kept. */
export class Faults {
  #awayUntil = 0;
  #slowUntil = 0;

  #forgotten = new Map<string, string>();

  /** Argo CD's cache of an application is lost, until it is compared and written again (contract 13.28). */
  forget({ name, resourceVersion }: Metadata): void {
    this.#forgotten.set(name, resourceVersion);
  }

  hasForgotten({ name, resourceVersion }: Metadata): boolean {
    return this.#forgotten.get(name) === resourceVersion;
  }

  away(seconds: number): void {
    this.#awayUntil = Date.now() + seconds * 1000;
  }

  get isAway(): boolean {
    return Date.now() < this.#awayUntil;
  }

  slowLists(seconds: number): void {
    this.#slowUntil = Date.now() + seconds * 1000;
  }

  /** Milliseconds that a list waits now. */
  get listDelay(): number {
    return Date.now() < this.#slowUntil ? 8000 : 0;
  }
}
