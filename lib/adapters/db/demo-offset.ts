import type { Database } from "./client";

/** By how much the demo's clock is moved, in milliseconds; zero when nobody moved it. */
export async function readDemoOffsetMs(db: Database): Promise<number> {
  const row = await db.setting.findUnique({ where: { key: "demo-clock" } });
  const value = row?.value;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return 0;
  const offset = value?.offsetMs;
  return typeof offset === "number" ? offset : 0;
}
