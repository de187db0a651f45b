import { execFile } from "node:child_process";

const TIMEOUT = 30_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** What a git command says, as text. */
export async function git(directory: string, args: string[]): Promise<string> {
  return (await gitBytes(directory, args)).toString("utf8");
}

/** The text of each blob, with one git process for all of them. */
export async function blobsOf(directory: string, shas: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (shas.length === 0) return texts;
  const said = await gitBytes(directory, ["cat-file", "--batch"], `${shas.join("\n")}\n`);
  for (let at = 0; at < said.length; ) {
    const end = said.indexOf("\n", at);
    const [sha = "", type, size] = said.toString("latin1", at, end).split(" ");
    if (type !== "blob") throw new Error(`git cat-file: ${sha} is no blob`);
    const after = end + 1 + Number(size);
    texts.set(sha, said.toString("utf8", end + 1, after));
    at = after + 1;
  }
  return texts;
}

function gitBytes(directory: string, args: string[], input = ""): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "git",
      ["-C", directory, ...args],
      {
        encoding: "buffer",
        timeout: TIMEOUT,
        maxBuffer: MOST_BYTES,
        env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1", GIT_DIR: directory },
      },
      (error, stdout) => (error ? reject(new Error(`git ${args[0]} failed`)) : resolve(stdout)),
    );
    child.stdin?.on("error", () => undefined); // a git that ended early says why by its status
    child.stdin?.end(input);
  });
}
