import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { anchorText, readAnchor, type SignedAnchor } from "@/lib/domain/audit/anchor";
import type { Anchors } from "@/lib/ports";

/** Signed heads of the audit's chain, one file each, in a folder. The key is made at first use, and never leaves its file. */
export function createAnchorFolder({ dir, keyFile }: { dir: string; keyFile: string }): Anchors {
  const privateKey = keyIn(keyFile);
  const publicKey = createPublicKey(privateKey);
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const key = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
  return {
    publicKey: () => pem,
    async keep({ seq, hash }, at) {
      const unsigned = { format: 1 as const, seq, hash, at: at.toISOString(), key };
      const signature = sign(null, Buffer.from(anchorText(unsigned)), privateKey).toString("base64");
      await writeOnce(dir, nameOf(unsigned), `${JSON.stringify({ ...unsigned, signature })}\n`);
    },
    async all() {
      const names = (await readdir(dir).catch(noneYet)).filter((name) => /^audit-\d+-[0-9a-f]+\.json$/.test(name));
      const read = await Promise.all(
        names.sort().map((name) => readFile(path.join(dir, name), "utf8").then(readAnchor)),
      );
      const anchors = read.filter((anchor) => anchor !== null && isOurs(anchor, publicKey)) as SignedAnchor[];
      return { anchors, unsigned: read.length - anchors.length };
    },
  };
}

function isOurs(anchor: SignedAnchor, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(anchorText(anchor)), publicKey, Buffer.from(anchor.signature, "base64"));
}

/** By number and hash: an anchor of a chain that was written anew never takes the place of the one before. */
function nameOf({ seq, hash }: { seq: string; hash: string }): string {
  return `audit-${seq.padStart(12, "0")}-${hash.slice(0, 16)}.json`;
}

/** Whole and on the disk, or not there; what is there already stays. */
async function writeOnce(dir: string, name: string, text: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const whole = path.join(dir, name);
  const part = `${whole}.${process.pid}`;
  const file = await open(part, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(part, whole).catch(unlessThere);
  await rm(part, { force: true });
}

/** Made by whichever process comes first; the others take the same. */
function keyIn(file: string): KeyObject {
  const found = readKey(file);
  if (found) return found;
  const made = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  const part = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(part, made, { mode: 0o600 });
  try {
    linkSync(part, file);
  } catch (error) {
    unlessThere(error);
  } finally {
    rmSync(part, { force: true });
  }
  const key = readKey(file);
  if (!key) throw new Error("the key for the audit's anchors could not be kept");
  return key;
}

function readKey(file: string): KeyObject | null {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType !== "ed25519") throw new Error("AUDIT_SIGNING_KEY_FILE holds no Ed25519 key");
    return key;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new Error("AUDIT_SIGNING_KEY_FILE cannot be read as an Ed25519 private key in PEM form");
  }
}

function noneYet(error: unknown): string[] {
  if (codeOf(error) === "ENOENT") return [];
  throw error;
}

function unlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
