import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { RECORDINGS } from "./read-recording";

const run = promisify(execFile);

/** The GitOps repository as it stood when the recordings began, with the real `git`. */
export class RecordedRepository {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<RecordedRepository> {
    const repository = new RecordedRepository(await mkdtemp(path.join(os.tmpdir(), "recorded-repository-")));
    await repository.#git("init", "--quiet", "--initial-branch=main");
    await cp(path.join(RECORDINGS, "repository"), repository.directory, { recursive: true });
    await repository.#commit("LINQ platform: charts, environments, applications");
    return repository;
  }

  async #git(...args: string[]): Promise<string> {
    const identity = ["-c", "user.name=Dana Dev", "-c", "user.email=dana@linq.example", "-c", "commit.gpgsign=false"];
    const { stdout } = await run("git", ["-C", this.directory, ...identity, ...args], { timeout: 20_000 });
    return stdout.trim();
  }

  async #commit(message: string): Promise<string> {
    await this.#git("add", "--all");
    await this.#git("commit", "--quiet", "--allow-empty", "-m", message);
    return this.head();
  }

  head(): Promise<string> {
    return this.#git("rev-parse", "HEAD");
  }

  /** Changes one file's text, commits it, and gives the commit's SHA. */
  async edit(file: string, change: (text: string) => string, message: string): Promise<string> {
    const full = path.join(this.directory, file);
    const before = await readFile(full, "utf8").catch(() => "");
    const after = change(before);
    if (after === before) throw new Error(`nothing changed in ${file}`);
    await writeFile(full, after);
    return this.#commit(message);
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
