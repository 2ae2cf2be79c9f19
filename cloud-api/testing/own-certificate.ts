import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** DER (X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const text = (tag: number, value: string) => der(tag, Buffer.from(value));

/** A certificate that signs itself (RFC 5280), for a server of a test under one name. */
export function ownCertificate(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const named = sequence(der(0x31, sequence(oid('550403'), text(0x0c, name))));
  const days = sequence(text(0x17, '250101000000Z'), text(0x17, '491231000000Z'));
  const alternative = sequence(oid('551d11'), der(0x04, sequence(text(0x82, name))));
  const authority = sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.from([0xff])))));
  const serial = der(0x02, Buffer.from([1]), createHash('sha256').update(spki).digest().subarray(0, 8));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const extensions = der(0xa3, sequence(alternative, authority));
  const said = sequence(version, serial, ecdsaWithSha256, named, days, named, spki, extensions);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', said, privateKey));
  const whole = sequence(said, ecdsaWithSha256, signature).toString('base64');
  const lines = whole.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
