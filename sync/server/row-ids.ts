import { createHash } from 'node:crypto';

/** RFC 9562 version 5: the same id at the desk and in the cloud for the same mutation and label. */
export function rowIdOf(mutationId: string, label: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(mutationId.replaceAll('-', ''), 'hex'))
    .update(label, 'utf8')
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
