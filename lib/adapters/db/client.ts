import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

export type Database = PrismaClient;

/** Opens a pool of ten. The session's zone must be UTC: the driver writes times as bare local strings. */
export function openDatabase(url: string): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 10,
      options: "-c TimeZone=UTC",
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    }),
  });
}
