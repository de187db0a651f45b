import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startProduct } from "./product";

/** One product for the whole run, on data of its own; its logs are shown when a test asks to keep them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "slipway-e2e-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  try {
    const product = await startProduct(dataDir);
    process.env.SLIPWAY_E2E_DATA = dataDir;
    return async () => {
      await product.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
  } catch (error) {
    const logs = logsIn(path.join(dataDir, "logs"));
    rmSync(dataDir, { recursive: true, force: true });
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs}`);
  }
}

function logsIn(folder: string): string {
  try {
    return readdirSync(folder)
      .map((file) => `--- ${file}\n${readFileSync(path.join(folder, file), "utf8").slice(-4_000)}`)
      .join("\n");
  } catch {
    return "";
  }
}
