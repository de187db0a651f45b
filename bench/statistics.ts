export type Spread = { samples: number; median: number; p99: number; most: number };

/** The value below which this share of the samples lies, by the nearest rank; NaN when there are none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function spreadOf(samples: readonly number[]): Spread {
  return {
    samples: samples.length,
    median: percentile(samples, 0.5),
    p99: percentile(samples, 0.99),
    most: percentile(samples, 1),
  };
}
