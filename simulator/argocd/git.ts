import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { blobsOf, git } from "./git-program";
import { canonical } from "./json";
import { type Files, type RenderResult, render } from "./render";
import type { Snapshots } from "./repository";
import type { ApplicationSpec } from "./wire";

const KEPT_RENDERINGS = 400;
const READ = /^(argocd-apps|environments|helm-charts)\/.+/;

interface CommitMetadata {
  author: string;
  date: string;
  message: string;
  tags?: string[];
}

/** A local mirror of the GitOps repository, read by the `git` program; contents are kept by SHA. */
export class Mirror {
  #directory: string;
  #url: string;
  #refs = new Map<string, string>();
  #resolved = new Map<string, string>();
  #files = new Map<string, Files>();
  #blobs = new Map<string, string>();
  #renderings = new Map<string, RenderResult>();
  #fetchedAt = 0;
  #fetching: Promise<boolean> | null = null;

  constructor(dataDir: string, url: string) {
    this.#directory = path.join(dataDir, "repository.git");
    this.#url = url;
  }

  async open(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    if (!existsSync(path.join(this.#directory, "HEAD"))) await git(this.#directory, ["init", "--quiet", "--bare"]);
  }

  /** Fetches all branches and tags and loads the head of main; true when something moved. Rejects when Git is away. */
  fetch(options: { notOlderThan?: number } = {}): Promise<boolean> {
    if (options.notOlderThan !== undefined && Date.now() - this.#fetchedAt < options.notOlderThan)
      return Promise.resolve(false);
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<boolean> {
    const specs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
    await git(this.#directory, ["fetch", "--quiet", "--prune", "--force", "--", this.#url, ...specs]);
    this.#fetchedAt = Date.now();
    return this.readRefs();
  }

  /** Reads what the mirror already has; true when a ref moved since the last reading. */
  async readRefs(): Promise<boolean> {
    const text = await git(this.#directory, ["for-each-ref", "--format=%(refname) %(objectname) %(*objectname)"]);
    const refs = new Map<string, string>();
    for (const line of text.split("\n")) {
      const [name, object, peeled] = line.split(" ");
      if (name && object) refs.set(name.replace(/^refs\/(heads|tags)\//, ""), peeled || object);
    }
    const moved = canonical(Object.fromEntries(refs)) !== canonical(Object.fromEntries(this.#refs));
    await Promise.all([...refs.values()].slice(0, 50).map((sha) => this.#load(sha)));
    this.#refs = refs;
    return moved;
  }

  /** The full SHA of a revision, with its files loaded so that `snapshots` can read them; null when there is none. */
  async load(revision: string): Promise<string | null> {
    const known = this.#resolve(revision);
    if (known && this.#files.has(known)) return known;
    if (!/^[\w./-]+$/.test(revision) || revision.startsWith("-")) return null;
    try {
      const sha =
        known ?? (await git(this.#directory, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`])).trim();
      await this.#load(sha);
      this.#resolved.set(revision, sha);
      return sha;
    } catch {
      return null;
    }
  }

  #resolve(revision: string): string | null {
    const name = revision === "" || revision === "HEAD" ? "main" : revision;
    const found = this.#refs.get(name) ?? this.#resolved.get(name);
    if (found) return found;
    return this.#files.has(name) ? name : null;
  }

  async #load(sha: string): Promise<void> {
    if (this.#files.has(sha)) return;
    const listing = await git(this.#directory, ["ls-tree", "-r", "-z", sha]);
    const entries = listing.split("\0").flatMap((entry) => {
      const [about, file] = entry.split("\t");
      const blob = about?.split(" ")[2];
      return file && blob && READ.test(file) ? [{ file, blob }] : [];
    });
    await this.#readBlobs(entries.map(({ blob }) => blob).filter((blob) => !this.#blobs.has(blob)));
    this.#files.set(sha, Object.fromEntries(entries.map(({ file, blob }) => [file, this.#blobs.get(blob) ?? ""])));
  }

  async #readBlobs(blobs: string[]): Promise<void> {
    for (const [blob, text] of await blobsOf(this.#directory, [...new Set(blobs)])) this.#blobs.set(blob, text);
  }

  files(sha: string): Files | undefined {
    return this.#files.get(sha);
  }

  snapshots(): Snapshots {
    return {
      resolve: (revision) => this.#resolve(revision),
      rendered: (spec, application, sha) => this.#rendered(spec, application, sha),
    };
  }

  #rendered(spec: ApplicationSpec, application: string, sha: string): RenderResult {
    const key = `${sha} ${application} ${canonical([spec.source, spec.destination])}`;
    const known = this.#renderings.get(key);
    if (known) return known;
    const files = this.#files.get(sha);
    if (!files) return { ok: false, message: `unable to resolve '${sha}' to a commit SHA: revision not found` };
    const result = render(files, spec, application);
    if (this.#renderings.size >= KEPT_RENDERINGS) this.#renderings.clear();
    this.#renderings.set(key, result);
    return result;
  }

  /** Author, date, message and tags of a commit; null when the repository has no such commit. */
  async metadata(revision: string): Promise<CommitMetadata | null> {
    if (!/^[0-9a-f]{4,40}$/.test(revision)) return null;
    try {
      const text = await git(this.#directory, [
        "show",
        "-s",
        "--format=%an <%ae>%x00%ct%x00%B",
        `${revision}^{commit}`,
        "--",
      ]);
      const [author = "", seconds = "0", message = ""] = text.split("\0");
      const tags = (await git(this.#directory, ["tag", "--points-at", revision])).split("\n").filter(Boolean);
      const date = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
      return { author, date, message: message.trim(), ...(tags.length > 0 ? { tags } : {}) };
    } catch {
      return null;
    }
  }
}
