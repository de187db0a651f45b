import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./session";

export type Requests = Record<string, number>;

/** How often the simulated Argo CD's API was asked, by kind, since it started. */
export async function requestCounts(argocd: string): Promise<Requests> {
  const { body } = await ask(`${argocd}/simulator/requests`, { headers: { "x-simulator": "1" } });
  return JSON.parse(body.toString()) as Requests;
}

/** What reached Argo CD while this was done. */
export async function requestsDuring<T>(argocd: string, work: () => Promise<T>): Promise<[T, Requests]> {
  const before = await requestCounts(argocd);
  const result = await work();
  const after = await requestCounts(argocd);
  const made = Object.entries(after).map(([kind, count]): [string, number] => [kind, count - (before[kind] ?? 0)]);
  return [result, Object.fromEntries(made.filter(([, count]) => count > 0))];
}

export function total(requests: Requests): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Waits until nothing is asked any more: the first look at every application is over. */
export async function untilQuiet(argocd: string, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let before = -1, same = 0; same < 4 && Date.now() < until; ) {
    const now = total(await requestCounts(argocd));
    same = now === before ? same + 1 : 0;
    before = now;
    await pause(500);
  }
}

/** Everybody loads the overview and an environment once, spread over the span: looking must cost Argo CD nothing. */
export async function everybodyLooks(web: string, cookie: string, viewers: number, spanMs: number): Promise<void> {
  const headers = { cookie };
  const looks = Array.from({ length: viewers }, async (_, index) => {
    await pause((index / viewers) * spanMs);
    await ask(`${web}/`, { headers });
    await ask(`${web}/environments/dev-env-1`, { headers });
  });
  await Promise.all([...looks, pause(spanMs)]);
}
