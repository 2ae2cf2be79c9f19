import { randomUUID } from 'node:crypto';
import type { Letter } from './mailer.ts';

const LINE = 76;
/** Letters and digits of an address, and what may stand between them: nothing that ends a line or a command. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** @param text `Larkhall <shop@larkhall.example>`, or the address alone @throws where it is none */
export function senderOf(text: string): Sender {
  const { name = '', address } = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(text.trim())?.groups ?? {
    address: text.trim(),
  };
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: mailAddress(address ?? '') };
}

/** @throws where a mail server could read more in it than an address */
export function mailAddress(text: string): string {
  if (!ADDRESS.test(text)) throw new Error(`${JSON.stringify(text)} is no address that a letter can be sent to.`);
  return text;
}

const base64 = (data: Buffer | string): string =>
  (
    Buffer.from(data)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  ).join('\r\n');

/** Words of a header (RFC 2047): as they are where they are plain, else in pieces of at most 75 characters. */
export function headerWords(text: string): string {
  const line = text.replace(/[\r\n\t]+/g, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && line.length <= LINE - 12) return line;
  const pieces: string[] = [''];
  for (const sign of line) {
    const last = pieces.length - 1;
    // 39 bytes are 52 characters of base64, with the name of the header and what stands around them less than a line.
    if (Buffer.byteLength((pieces[last] ?? '') + sign) > 39) pieces.push(sign);
    else pieces[last] += sign;
  }
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

const quotedName = (name: string): string =>
  /^[A-Za-z0-9 ]*$/.test(name)
    ? name
    : /^[\x20-\x7e]*$/.test(name)
      ? `"${name.replace(/["\\]/g, '\\$&')}"`
      : headerWords(name);

/** The letter as it travels (RFC 5322, MIME): only lines of ASCII, none of them long, none that begins with a dot. */
export function composeLetter(letter: Letter, from: Sender, at: number): string {
  const to = mailAddress(letter.to);
  const boundary = `=_${randomUUID()}`;
  const words = [
    'content-type: text/plain; charset=utf-8',
    'content-transfer-encoding: base64',
    '',
    base64(letter.text),
  ];
  const attached = (letter.attachments ?? []).flatMap(({ name, contentType, content }) => [
    `--${boundary}`,
    `content-type: ${/^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream'}`,
    'content-transfer-encoding: base64',
    `content-disposition: attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
    '',
    base64(content),
  ]);
  const body =
    attached.length === 0
      ? words
      : [
          `content-type: multipart/mixed;\r\n boundary="${boundary}"`,
          '',
          `--${boundary}`,
          ...words,
          ...attached,
          `--${boundary}--`,
        ];
  return [
    `from: ${from.name === '' ? from.address : `${quotedName(from.name)} <${from.address}>`}`,
    `to: ${to}`,
    `subject: ${headerWords(letter.subject)}`,
    `date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `message-id: <${randomUUID()}@${from.address.split('@')[1]}>`,
    'mime-version: 1.0',
    // Nobody's out-of-office note answers it.
    'auto-submitted: auto-generated',
    ...body,
    '',
  ].join('\r\n');
}
