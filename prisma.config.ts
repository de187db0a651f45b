import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "prisma/config";

// Where Prisma's native engine cannot be downloaded, its WASM build does the same work.
const engines = path.resolve("node_modules/@prisma/engines");
const native = existsSync(engines) && readdirSync(engines).some((file) => file.startsWith("schema-engine-"));
if (!native) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve("scripts/schema-engine-wasm.mjs");

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: {
    url: process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL ?? "postgresql://127.0.0.1:5432/slipway",
  },
});
