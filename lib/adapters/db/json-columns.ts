import type { InputJsonValue } from "@prisma/client/runtime/client";
import type { FailingPod, OperationSummary } from "@/lib/domain/projection";
import type { HealthState, SyncState } from "@/lib/domain/status";

// What stands in a JSON or text column was written by us from typed values; these bring the type back where it enters.

export function asWord<T extends string>(value: string, words: readonly T[], otherwise: T): T {
  return words.find((word) => word === value) ?? otherwise;
}

export function asSync(value: string): SyncState {
  return asWord<SyncState>(value, ["Synced", "OutOfSync", "Unknown"], "Unknown");
}

export function asHealth(value: string): HealthState {
  return asWord<HealthState>(
    value,
    ["Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"],
    "Unknown",
  );
}

export function asList<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

export function asFailingPods(value: unknown): FailingPod[] {
  return asList<FailingPod>(value);
}

export function asOperation(value: unknown): OperationSummary | null {
  return value === null || typeof value !== "object" ? null : (value as OperationSummary);
}

export function asVersions(value: unknown): Record<string, string> {
  return value === null || typeof value !== "object" ? {} : (value as Record<string, string>);
}

/** Plain data as a JSON column takes it: times become ISO text, and what JSON cannot say is left out. */
export function toJson(value: unknown): InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as InputJsonValue;
}
