export type { CellState } from "@/lib/domain/cell-state";
export type { HealthState, SyncState, Tone } from "@/lib/domain/status";

export type OperationPhase = "Running" | "Terminating" | "Failed" | "Error" | "Succeeded";
