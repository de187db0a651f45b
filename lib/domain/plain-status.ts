import type { Tone } from "./status";

export type StatusFacts = {
  short: string;
  tone: Tone;
  /** How many services there are of each tone. */
  services: Partial<Record<Tone, number>>;
  /** Applications that should be there and are not. */
  missing: number;
};

/** How an environment is, in a sentence for somebody who does not know what a cluster is. */
export function plainStatus({ short, tone, services, missing }: StatusFacts): string {
  const name = short.charAt(0).toUpperCase() + short.slice(1);
  const total = Object.values(services).reduce((sum, count) => sum + count, 0);
  const some = (of: Tone) => partOf(services[of] ?? 0, total);
  switch (tone) {
    case "fine":
      return total === 0 ? `Nothing runs in ${short} yet.` : `${name} is well: ${allOf(total)} as it should.`;
    case "waiting":
      return sentence(`${name} is well, and something new waits to be put in place`, some("waiting"));
    case "moving":
      return sentence(`${name} is being changed right now`, some("moving"));
    case "attention":
      return sentence(`${name} works, but somebody should look at it`, some("attention"));
    case "failing":
      if (missing > 0) return `${name} has a problem: a part of it is missing.`;
      return sentence(`${name} has a problem`, some("failing"));
    case "unknown":
      return `It is not known how ${short} is.`;
  }
}

function sentence(words: string, part: string | null): string {
  return part === null ? `${words}.` : `${words}: ${part}.`;
}

function allOf(total: number): string {
  return total === 1 ? "its one service works" : `each of its ${total} services works`;
}

function partOf(count: number, total: number): string | null {
  if (count === 0) return null;
  return count === total && total > 1
    ? `all ${total} services`
    : `${count} of ${total} ${total === 1 ? "service" : "services"}`;
}
