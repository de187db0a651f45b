import type { World } from "./world";

/** The next number in [0, 1) of the world's own sequence: the same world gives the same names and ids. */
function random(world: World): number {
  world.seed = (world.seed + 0x6d2b79f5) >>> 0;
  let mixed = world.seed;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

/** Random hexadecimal digits. */
export function hexadecimal(world: World, length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) text += Math.floor(random(world) * 16).toString(16);
  return text;
}

/** A version 4 UUID from the world's sequence. */
export function newUid(world: World): string {
  const variant = "89ab"[Math.floor(random(world) * 4)];
  return `${hexadecimal(world, 8)}-${hexadecimal(world, 4)}-4${hexadecimal(world, 3)}-${variant}${hexadecimal(world, 3)}-${hexadecimal(world, 12)}`;
}

// Kubernetes leaves out vowels and look-alikes so that no name reads as a word.
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** The random end of a pod's name, as Kubernetes makes it. */
export function newSuffix(world: World): string {
  let text = "";
  for (let index = 0; index < 5; index++) text += ALPHABET[Math.floor(random(world) * ALPHABET.length)];
  return text;
}

/** A name part that depends on the text alone (pod-template-hash). */
export function templateHash(text: string): string {
  let hash = 0x811c9dc5;
  let second = 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
    second = (Math.imul(second, 31) + text.charCodeAt(index)) >>> 0;
  }
  let rest = hash * 4096 + (second % 4096);
  let name = "";
  for (let index = 0; index < 9; index++) {
    name += ALPHABET[rest % ALPHABET.length];
    rest = Math.floor(rest / ALPHABET.length);
  }
  return name;
}
