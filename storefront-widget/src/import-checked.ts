const RETRIES = [1_000, 4_000, 15_000];
/** As the attempt: one that is not tried again */
export const NO_MORE = RETRIES.length;

/**
 * Imports a module of which the hash is known. `import()` takes none, so a link that does brings it first: the module that
 * it has checked is the one that the import then finds. A browser without such links imports unchecked.
 * @param nonce of the page's content policy; empty where it has none
 * @throws after the last try
 */
export async function importChecked(address: string, integrity: string, nonce = '', attempt = 0): Promise<unknown> {
  // A failed import is remembered by the browser under its address, so a retry needs another one.
  const href = attempt === 0 || attempt === NO_MORE ? address : `${address}?retry=${attempt}`;
  const link = document.createElement('link');
  try {
    if (link.relList.supports('modulepreload'))
      await new Promise((onload, onerror) => {
        Object.assign(link, { rel: 'modulepreload', href, integrity, nonce, crossOrigin: '', onload, onerror });
        document.head.append(link);
      });
    return await import(href);
  } catch (error) {
    const wait = RETRIES[attempt];
    if (wait === undefined) throw error;
    await new Promise((done) => setTimeout(done, wait));
    return importChecked(address, integrity, nonce, attempt + 1);
  } finally {
    link.remove();
  }
}
