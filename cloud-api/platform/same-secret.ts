import { timingSafeEqual } from 'node:crypto';

/** Whether what is shown is what is kept, without telling by the time that it takes how much of it was right. Nothing is never right. */
export function sameSecret(shown: string | Buffer, kept: string | Buffer): boolean {
  const [given, right] = [Buffer.from(shown as string), Buffer.from(kept as string)];
  return right.length > 0 && given.length === right.length && timingSafeEqual(given, right);
}
