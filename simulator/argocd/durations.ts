const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a Go duration ("1h30m", "5s"); null when Go would refuse it. */
export function goDuration(text: string): number | null {
  if (text === "0") return 0;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/.test(text)) return null;
  const parts = text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g);
  let total = 0;
  for (const [, amount, unit] of parts) total += Number(amount) * (UNITS[unit ?? ""] ?? 0);
  return text.startsWith("-") ? -total : total;
}
