/** One line for a person. */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/** Runs `work` and says what it is and how long it took; while it takes long, that it is still at it. */
export async function saying(what, work) {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const still = setInterval(() => say(`  … ${what}, ${Math.round((performance.now() - started) / 1000)} s`), 10_000);
  try {
    const result = await work();
    say(`  ✓ ${what} (${seconds()} s)`);
    return result;
  } catch (error) {
    say(`  ✗ ${what} (${seconds()} s)`);
    throw error;
  } finally {
    clearInterval(still);
  }
}

export class Sentence extends Error {}

/** Ends a command with one sentence for a Sentence, and the whole error for anything else. */
export function endWith(error) {
  process.stderr.write(error instanceof Sentence ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
  process.exitCode = 1;
}
