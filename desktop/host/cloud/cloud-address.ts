import { HostProblem } from '../problem.ts';

/** This machine itself; what goes there does not leave it. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Passwords, tokens and customers travel to it: only over TLS, but for a cloud on this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** @throws HostProblem `desk.cloud-not-encrypted` */
export function refuseUnsafe(address: string): void {
  if (isSafeAddress(address)) return;
  throw new HostProblem(
    'desk.cloud-not-encrypted',
    'refused',
    'This address of the cloud is not encrypted: what goes there could be read and changed on its way. Nothing was sent. Give one that begins with https://.',
  );
}
