import { createHash, createPublicKey, verify } from 'node:crypto';
import type { FiscalSigned } from '@tillhouse/shared/domains/register/fiscal.ts';

/** What a TSE signs: the transaction log message of BSI TR-03151 in DER, without its outer frame and its signature. */

export const ALGORITHM = 'ecdsa-plain-SHA256';
export const TIME_FORMAT = 'unixTime';

export interface LogMessage {
  readonly operation: 'StartTransaction' | 'FinishTransaction';
  readonly client: string;
  readonly processType: string;
  readonly processData: string;
  readonly transaction: number;
  /** SHA-256 of the public key, in hexadecimal */
  readonly serial: string;
  readonly counter: number;
  /** Whole seconds since 1970 */
  readonly second: number;
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  const head = length < 128 ? [length] : [0x80 + bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function wholeNumber(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  // A first bit that is set would say that it is negative.
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
/** 0.4.0.127.0.7.3.7.1.1: a transaction log */
const TRANSACTION_LOG = objectId('04007f000703070101');
/** 0.4.0.127.0.7.1.1.4.1.3: ecdsa-plain-SHA256 */
const PLAIN_SHA256 = objectId('04007f00070101040103');

export function certifiedBytes(message: LogMessage): Buffer {
  const { operation, client, processType, processData, transaction, serial, counter, second } = message;
  return Buffer.concat([
    der(0x02, Buffer.from([2])),
    TRANSACTION_LOG,
    der(0x80, Buffer.from(operation, 'ascii')),
    der(0x81, Buffer.from(client, 'ascii')),
    der(0x82, Buffer.from(processData, 'utf8')),
    der(0x83, Buffer.from(processType, 'ascii')),
    der(0x85, wholeNumber(transaction)),
    der(0x04, Buffer.from(serial, 'hex')),
    der(0x30, PLAIN_SHA256),
    der(0x02, wholeNumber(counter)),
    der(0x02, wholeNumber(second)),
  ]);
}

export const serialOf = (publicKey: Buffer): string => createHash('sha256').update(publicKey).digest('hex');

/** Whether a receipt was signed by the key that it names, over exactly what it says: what an auditor does with its QR code. */
export function isSigned(signed: FiscalSigned): boolean {
  const point = Buffer.from(signed.publicKey, 'base64');
  if (point.length !== 65 || serialOf(point) !== signed.serial) return false;
  const { client, processType, processData, transaction, serial, counter, finishedAt } = signed;
  const what = { client, processType, processData, transaction, serial, counter };
  const bytes = certifiedBytes({ ...what, operation: 'FinishTransaction', second: Math.floor(finishedAt / 1_000) });
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signed.signature, 'base64'));
}
