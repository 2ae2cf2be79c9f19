import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { ownCertificate } from '../../testing/own-certificate.ts';
import { chooseMailer } from './choose-mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

/** A mail server that says what it is told to, over a real connection. */
interface Said {
  /** Each line that came, with `tls ` before it once it is encrypted */
  readonly lines: string[];
  readonly letters: string[];
}
interface Playing {
  readonly startTls?: boolean;
  readonly replies?: Readonly<Record<string, string>>;
  readonly from?: 'start';
}
const { key, cert } = await ownCertificate('localhost');
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function mailServer({ startTls = false, replies = {}, from }: Playing = {}): Promise<Said & { port: number }> {
  const said: Said = { lines: [], letters: [] };
  const secured = (raw: net.Socket) => new tls.TLSSocket(raw, { isServer: true, key, cert });
  const server = net.createServer((raw) => {
    ends.push(() => raw.destroy());
    raw.on('error', () => {});
    const talk = (socket: net.Socket, mark: string, greet: boolean): void => {
      let unread = '';
      let letter: string | undefined;
      socket.on('error', () => {});
      const answer = (name: string, usual: string) => socket.write(`${replies[name] ?? usual}\r\n`);
      if (greet) answer('greeting', '220 mail.test');
      socket.on('data', (data: Buffer) => {
        unread += data.toString();
        for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
          const line = unread.slice(0, end);
          unread = unread.slice(end + 2);
          if (letter !== undefined) {
            if (line !== '.') letter += `${line}\r\n`;
            else {
              said.letters.push(letter);
              letter = undefined;
              answer('.', '250 taken');
            }
            continue;
          }
          said.lines.push(mark + line);
          const [name = ''] = line.split(' ');
          if (name === 'EHLO')
            answer(name, `250-mail.test\r\n${startTls && !mark ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN`);
          else if (name === 'STARTTLS' && !startTls) answer(name, '502 what is that');
          else if (name === 'STARTTLS') {
            answer(name, '220 go');
            socket.removeAllListeners('data');
            talk(secured(socket), 'tls ', false);
          } else if (name === 'DATA') {
            letter = '';
            answer(name, '354 go on');
          } else answer(name, name === 'AUTH' ? '235 in' : '250 ok');
        }
      });
    };
    if (from === 'start') talk(secured(raw), 'tls ', true);
    else talk(raw, '', true);
  });
  ends.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { ...said, port: (server.address() as AddressInfo).port };
}

const letter = {
  to: 'ada@post.example',
  subject: 'Ein Gerät ist neu: 日本語 und noch viel mehr, so dass es nicht in eine Zeile passt',
  text: '.Hidden dot\nGrüße, 日本語\n',
};
const from = 'Larkhall, Bath <shop@larkhall.example>';
const mail = (port: number, more: object = {}, protocol = 'smtp', who = 'shop:p%40ss@') =>
  smtpMailer({ url: `${protocol}://${who}localhost:${port}`, from, ca: cert, now: () => 0, ...more });

const decoded = (message: string) => {
  const [head = '', ...body] = message.split('\r\n\r\n');
  return { head, body: body.join('\r\n\r\n') };
};
const wordsOf = (header: string): string =>
  [...header.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)]
    .map(([, word = '']) => Buffer.from(word, 'base64').toString())
    .join('');

test('a letter goes over TLS with name and password, its words and what is attached whole', async () => {
  const server = await mailServer({ startTls: true });
  const attachments = [{ name: 'Rechnung ü.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') }];
  await mail(server.port).send({ ...letter, attachments });
  expect(server.lines.slice(0, 7)).toEqual([
    ...['EHLO tillhouse.invalid', 'STARTTLS', 'tls EHLO tillhouse.invalid'],
    `tls AUTH PLAIN ${Buffer.from('\0shop\0p@ss').toString('base64')}`,
    ...['tls MAIL FROM:<shop@larkhall.example>', 'tls RCPT TO:<ada@post.example>', 'tls DATA'],
  ]);
  const { head, body } = decoded(server.letters[0] ?? '');
  expect(head).toContain('From: "Larkhall, Bath" <shop@larkhall.example>\r\nTo: ada@post.example\r\n');
  expect(head).toContain('Date: Thu, 01 Jan 1970 00:00:00 +0000');
  expect(wordsOf(head.slice(head.indexOf('Subject:'), head.indexOf('Date:')))).toBe(letter.subject);
  const [, text = '', attached = ''] = body.split(/--[^\r]*-Part_1[^\r]*/);
  expect(Buffer.from(decoded(text).body, 'base64').toString()).toBe(letter.text);
  expect(attached).toContain("''Rechnung%20%C3%BC.pdf");
  expect(Buffer.from(decoded(attached).body, 'base64').toString()).toBe('%PDF-1.7');
  for (const line of (server.letters[0] ?? '').split('\r\n')) expect(line).toMatch(/^(?!\.)[\x20-\x7e]{0,78}$/);
});

test('a server that encrypts from the first byte is taken, one with a certificate of nobody is not', async () => {
  const server = await mailServer({ from: 'start' });
  await mail(server.port, {}, 'smtps').send(letter);
  expect(server.letters).toHaveLength(1);
  expect(server.lines.every((line) => line.startsWith('tls '))).toBe(true);
  for (const protocol of ['smtps', 'smtp']) {
    const strange = await mailServer(protocol === 'smtps' ? { from: 'start' } : { startTls: true });
    await expect(mail(strange.port, { ca: undefined }, protocol).send(letter)).rejects.toThrow(/certificate/);
    expect(strange.lines.filter((line) => /AUTH|MAIL/.test(line))).toEqual([]);
  }
});

test('elsewhere than on this machine neither password nor letter goes in the clear', async () => {
  const server = await mailServer();
  await expect(mail(server.port, { mustEncrypt: true }).send(letter)).rejects.toThrow('would not be encrypted');
  expect(server.lines.filter((line) => /AUTH|MAIL|DATA/.test(line))).toEqual([]);
  expect(server.letters).toEqual([]);
  await mail(server.port, {}, 'smtp', '').send(letter);
  expect(server.letters).toHaveLength(1);
  expect(server.lines.join()).not.toContain('AUTH');
});

test('what was slipped in before the encryption counts for nothing', async () => {
  const server = await mailServer({
    startTls: true,
    replies: { STARTTLS: '220 go\r\n250-mail.test\r\n250 AUTH LOGIN' },
  });
  await mail(server.port).send(letter);
  expect(server.lines.slice(0, 4)).toEqual([
    ...['EHLO tillhouse.invalid', 'STARTTLS', 'tls EHLO tillhouse.invalid'],
    expect.stringMatching(/^tls AUTH PLAIN /),
  ]);
});

test.each([
  ['RCPT', '550 nobody here', 'rejected: 550 nobody here'],
  ['AUTH', '535 no', 'Invalid login: 535 no'],
  ['.', '554 not this', '554 not this'],
  ['greeting', 'HTTP/1.1 400', 'Invalid greeting'],
])('a letter that is turned away at %s is not sent, and no secret is in the reason', async (name, reply, why) => {
  const server = await mailServer({ startTls: true, replies: { [name]: reply } });
  const sent = mail(server.port).send(letter);
  await expect(sent).rejects.toThrow(why);
  await expect(sent).rejects.not.toThrow(Buffer.from('\0shop\0p@ss').toString('base64'));
});

test.each([
  'a@b.example\r\nRCPT TO:<c@d.example>',
  'a@b.example> SIZE=1',
  'a b@c.example',
  '',
  '@c.example',
  'ü@c.example',
])('%j is no address, and nobody is asked', async (to) => {
  await expect(mail(1).send({ ...letter, to })).rejects.toThrow('is no address');
});

test('what ends further letters stands in its header whole, and a letter keeps its name', async () => {
  const server = await mailServer({ startTls: true });
  const off = `https://cloud.example/letters/off?shop=${'a'.repeat(36)}&letter=${'b'.repeat(38)}&proof=${'c'.repeat(43)}`;
  await mail(server.port).send({ ...letter, unsubscribe: off, messageId: '<cart-1-0@cloud.example>' });
  const head = decoded(server.letters[0] ?? '').head.replaceAll(/\r\n\s+/g, ' ');
  expect(head).toContain(`\r\nList-Unsubscribe: <${off}>\r\n`);
  expect(head).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  expect(head).toContain('\r\nMessage-ID: <cart-1-0@cloud.example>\r\n');
});

test('a subject ends no header', async () => {
  const server = await mailServer();
  await mail(server.port).send({ ...letter, subject: 'Hello\r\nbcc: eve@post.example' });
  expect(decoded(server.letters[0] ?? '').head).toContain('\r\nSubject: Hello bcc: eve@post.example\r\n');
});

test('a server that is away, and settings that cannot be used, are told', async () => {
  const server = await mailServer({ replies: { greeting: '421 later' } });
  await expect(mail(server.port).send(letter)).rejects.toThrow('421 later');
  const none = await mailServer();
  for (const end of ends.splice(0)) end();
  await expect(mail(none.port).send(letter)).rejects.toThrow(/ECONNREFUSED|hung up/);
  let told = 0;
  chooseMailer({}, () => {
    told += 1;
  });
  expect(told).toBe(1);
  const choose = (settings: Record<string, string>) => () => chooseMailer(settings, () => {});
  expect(choose({ SMTP_URL: 'smtp://mail.example' })).toThrow('needs MAIL_FROM');
  expect(choose({ SMTP_URL: 'http://mail.example', MAIL_FROM: from })).toThrow('begins with smtp://');
  expect(choose({ SMTP_URL: 'mail.example', MAIL_FROM: from })).toThrow('is no address');
  expect(choose({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'nobody' })).toThrow('is no address');
});
