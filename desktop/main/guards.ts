import { SCREEN_ORIGIN } from './window-options.ts';

/** Where a link may take the person: the system's browser, by https, to a host we name. */
const OUTSIDE_HOSTS = new Set(['tillhouse.example', 'docs.tillhouse.example']);

/** Checklist item 13: the window shows our screens and nothing else. */
export function mayNavigate(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}` === SCREEN_ORIGIN;
  } catch {
    return false;
  }
}

/** The one page of the desk's own cloud that is opened: where the system's browser has the passkeys. */
function isPasskeyPage(url: URL, cloudUrl: string): boolean {
  const cloud = URL.parse(cloudUrl);
  if (!cloud) return false;
  // Passkeys belong to a name, so this very machine is called by its own.
  if (/^(127\.0\.0\.1|\[::1\])$/.test(cloud.hostname)) cloud.hostname = 'localhost';
  return url.origin === cloud.origin && url.pathname === '/auth/passkey' && url.search === '' && url.username === '';
}

/** The page of this desk's own host on which a security key is used: this machine by its name, and one path of one use. */
const isKeyPage = (url: URL): boolean =>
  /^http:\/\/localhost:\d+$/.test(url.origin) &&
  /^\/key\/[\w-]{43}$/.test(url.pathname) &&
  url.search === '' &&
  url.username === '';

/**
 * Checklist items 14 and 15: no new windows; a link leaves only to a named host over https, or to the sign-in pages of
 * the cloud that this desk was set up with.
 */
export function mayOpenOutside(address: string, cloudUrl = ''): boolean {
  try {
    const url = new URL(address);
    const cloud = URL.parse(cloudUrl);
    const ofCloud = url.username === '' && url.origin === cloud?.origin && /^https?:$/.test(url.protocol);
    if (ofCloud && url.pathname === '/auth/oauth/authorize') return true;
    if (isPasskeyPage(url, cloudUrl) || isKeyPage(url)) return true;
    return url.protocol === 'https:' && url.username === '' && url.port === '' && OUTSIDE_HOSTS.has(url.hostname);
  } catch {
    return false;
  }
}

/** The customer's side of the till: the one page of ours that gets a window of its own, which the main process opens. */
export const isDisplay = (address: string): boolean => address === `${SCREEN_ORIGIN}/#/display`;

/** Checklist item 5: what the screens may ask the system for. Copying to the clipboard is all they need. */
export function mayUse(permission: string, requestingAddress: string): boolean {
  return permission === 'clipboard-sanitized-write' && mayNavigate(requestingAddress);
}

/** Checklist item 17: a message counts only from the top frame of one of our own screens. */
export function isOwnFrame(frame: { url: string; parent: unknown } | null | undefined): boolean {
  return frame != null && frame.parent === null && mayNavigate(frame.url);
}
