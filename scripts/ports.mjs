import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

/** Whether nobody listens on this port of the loopback interface. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The wanted port, or the next free one; 0 asks for any. */
export async function freePort(wanted) {
  if (wanted === 0) return anyPort();
  for (let port = wanted; port < wanted + 50; port++) if (await isFree(port)) return port;
  return anyPort();
}

function anyPort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A port that is chosen once and kept: the demo's repository holds its own address (decisions.md 21). */
export async function keptPort(dataDir, name, wanted) {
  const file = path.join(dataDir, "ports.json");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  if (kept[name] === undefined) {
    kept[name] = await freePort(wanted);
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(kept));
  }
  return kept[name];
}
