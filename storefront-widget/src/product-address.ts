const HASH = '#tillhouse/';

/** A product's address: the page's own template with `{handle}`, or a fragment of this page. */
export function addressOf(handle: string, template: string | undefined): string {
  const encoded = encodeURIComponent(handle);
  return template ? template.replaceAll('{handle}', encoded) : HASH + encoded;
}

/** The handle in the address of this page; null when it names none. */
export function handleInAddress(hash: string): string | null {
  if (!hash.startsWith(HASH)) return null;
  try {
    return decodeURIComponent(hash.slice(HASH.length)) || null;
  } catch {
    return null;
  }
}
