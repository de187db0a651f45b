import type * as z from "zod";
import type { Outcome, OutsideFailure } from "@/lib/ports";
import { judge, limitedUntil } from "./failure";

const RETRIES = 2;

export type Answer = { data: unknown; headers: { etag?: string | undefined; "content-type"?: string | undefined } };

export type Ask = (call: () => Promise<Answer>, options?: { retries: number }) => Promise<Outcome<Answer>>;

/** Calls that only read: tried again after an outage with growing, uneven pauses, and held back while a rate limit lasts. */
export function createAsk(): Ask {
  let waitUntil = 0;
  return async (call, { retries } = { retries: RETRIES }) => {
    for (let attempt = 0; ; attempt++) {
      if (Date.now() < waitUntil) return limited(waitUntil);
      const { value, judged } = await call().then(
        (answer) => ({ value: answer, judged: null }),
        (error: unknown) => ({ value: null, judged: judge(error, Date.now()) }),
      );
      if (value) return { ok: true, value };
      waitUntil = Math.max(waitUntil, judged.waitUntil ?? 0);
      if (!judged.again || attempt >= retries) return { ok: false, failure: judged.failure };
      await new Promise((resolve) => setTimeout(resolve, 100 * 3 ** attempt * (0.5 + Math.random())));
    }
  };
}

function limited(until: number): Outcome<never> {
  return { ok: false, failure: { kind: "rate-limited", status: 403, detail: limitedUntil(until) } };
}

/** The answer's data as promised; anything else comes from an address that is not GitHub's API. */
export function shaped<T extends z.ZodType>(outcome: Outcome<Answer>, shape: T): Outcome<z.output<T>> {
  if (!outcome.ok) return outcome;
  const read = shape.safeParse(outcome.value.data);
  return read.success ? { ok: true, value: read.data } : { ok: false, failure: notGitHub };
}

export const notGitHub: OutsideFailure = {
  kind: "misconfigured",
  status: 200,
  detail: "The address answers, but not as GitHub's API does (GITHUB_API_URL).",
};
