import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Names of imported things: fixed, so that the same source key gives the same id on every machine and in every run. */
const NAMESPACE = '6f4b3d52-9a0e-5b5f-8a55-2b8f4b7d1c01';

/** uuidv5 (RFC 9562) of a name within a namespace. */
export function uuidV5(name: string, namespace: string): string {
  const hash = sha1(concatBytes(hexToBytes(namespace.replaceAll('-', '')), utf8ToBytes(name)));
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = bytesToHex(hash.subarray(0, 16));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of a thing of a source, e.g. `online-retail`, `customer`, `17850`. */
export function idOf(source: string, kind: string, key: string): string {
  return uuidV5(`${source}:${kind}:${key}`, NAMESPACE);
}
