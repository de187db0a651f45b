/** Faults that a person switches on at the simulator's own page; real time, not kept. */
export class Faults {
  #awayUntil = 0;
  #slowUntil = 0;

  #forgotten = new Set<string>();

  /** Argo CD's cache of an application is lost, until its next comparison (contract 13.28). */
  forget(name: string): void {
    this.#forgotten.add(name);
  }

  remember(name: string): void {
    this.#forgotten.delete(name);
  }

  hasForgotten(name: string): boolean {
    return this.#forgotten.has(name);
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
