import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { isJsonObject } from "./json";
import type { World } from "./world";

const DELAY = 400;

/** Keeps the world in one JSON file: written soon after a change and when stopping, never half. */
export class WorldFile {
  #file: string;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #world: World | null = null;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, "world.json");
  }

  /** The world as it was left; null at a first start. Refuses a file of another format. */
  async read(): Promise<World | null> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    let text: string;
    try {
      text = await readFile(this.#file, "utf8");
    } catch {
      return null;
    }
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value) || value.format !== 1)
      throw new Error(`${this.#file} is not a world of this simulator; delete it to begin anew`);
    return value as unknown as World;
  }

  changed(world: World): void {
    this.#world = world;
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), DELAY);
  }

  /** Writes what is not yet written. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const world = this.#world;
    this.#world = null;
    if (!world) return this.#writing;
    this.#writing = this.#writing.then(async () => {
      await writeFile(`${this.#file}.new`, JSON.stringify(world));
      await rename(`${this.#file}.new`, this.#file);
    });
    return this.#writing;
  }
}
