// Lines of progress: never more than 2 s of silence while something works.
const start = Date.now();

export function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Where a line stands in the whole: `[  3.2 s] text`. */
export function step(text) {
  say(`[${seconds(start).padStart(6)} s] ${text}`);
}

/**
 * Runs `work` and says every 2 s that it still does.
 * @template T
 * @param {string} text what is being done, as in "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function during(text, work) {
  const since = Date.now();
  step(`${text} …`);
  const timer = setInterval(() => step(`  … ${text}, ${Math.round((Date.now() - since) / 1000)} s so far`), 1900);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** An error whose text is all a person needs: what happened, what is safe, what to do. Printed without a stack. */
export class Plain extends Error {}

/** The last resort of every launcher program: plain words for what we foresaw, the stack for what we did not. */
export function fail(error) {
  say('');
  say(error instanceof Plain ? error.message : (error?.stack ?? String(error)));
  process.exit(1);
}
