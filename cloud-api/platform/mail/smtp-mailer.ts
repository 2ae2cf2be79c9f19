import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { isLoopback } from '../http/encrypted.ts';
import { composeLetter, mailAddress, senderOf } from './compose-letter.ts';
import type { Letter, Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtps://name:password@mail.example` (TLS from the first byte, 465), or `smtp://…` (587), which then asks for TLS */
  readonly url: string;
  /** `Larkhall <shop@larkhall.example>` */
  readonly from: string;
  /** The certificate to trust in the place of the system’s: of a server of one’s own */
  readonly ca?: string;
  /** False on this machine alone, left out */
  readonly mustEncrypt?: boolean;
  readonly now?: () => number;
}

/** A letter is tried again later; whoever sends holds a transaction meanwhile. */
const TIMEOUT_MS = 15_000;
const MOST_REPLY = 16_384;

interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Hands each letter to a mail server (RFC 5321), over TLS wherever it leaves this machine. @throws where `url` or `from` cannot be used */
export function smtpMailer({ url, from, ca, mustEncrypt, now = Date.now }: SmtpOptions): Mailer {
  if (!URL.canParse(url)) throw new Error(`SMTP_URL is no address. Nothing was started.`);
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:')
    throw new Error(`SMTP_URL begins with smtp:// or smtps://, not ${protocol}//. Nothing was started.`);
  const sender = senderOf(from);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const server: Server = {
    host,
    port: Number(port || (protocol === 'smtps:' ? 465 : 587)),
    secure: protocol === 'smtps:',
    mustEncrypt: mustEncrypt ?? !isLoopback(hostname),
    secrets:
      username === '' ? undefined : { name: decodeURIComponent(username), password: decodeURIComponent(password) },
    tls: {
      ...(net.isIP(host) ? {} : { servername: host }),
      ...(ca === undefined ? {} : { ca }),
    },
  };
  return {
    send: async (letter: Letter) => {
      // What cannot be sent is known before anybody is asked.
      const to = mailAddress(letter.to);
      const data = composeLetter(letter, sender, now());
      const talk = await open(server);
      try {
        await talk.ask(`MAIL FROM:<${sender.address}>`, 250);
        await talk.ask(`RCPT TO:<${to}>`, 250);
        await talk.ask('DATA', 354);
        await talk.ask(`${data}.`, 250);
        talk.leave();
      } finally {
        talk.close();
      }
    },
  };
}

interface Server {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly mustEncrypt: boolean;
  readonly secrets: { readonly name: string; readonly password: string } | undefined;
  readonly tls: tls.ConnectionOptions;
}

/** Ready for a letter: greeted, encrypted, signed in. */
async function open(server: Server): Promise<Talk> {
  const { host, port, secure, secrets } = server;
  const plain = secure ? tls.connect({ ...server.tls, host, port }) : net.connect({ host, port });
  let talk = new Talk(plain, host);
  try {
    await talk.expect(220);
    let can = await greet(talk);
    if (!secure && can.has('STARTTLS')) {
      await talk.ask('STARTTLS', 220);
      talk = await talk.encrypted({ ...server.tls, host });
      can = await greet(talk);
    } else if (!secure && server.mustEncrypt)
      throw new Error(`the way to the mail server at ${host} would not be encrypted; nothing was sent`);
    if (secrets)
      await talk.ask(
        `AUTH PLAIN ${Buffer.from(`\0${secrets.name}\0${secrets.password}`).toString('base64')}`,
        235,
        'AUTH PLAIN',
      );
    return talk;
  } catch (error) {
    talk.close();
    throw error;
  }
}

async function greet(talk: Talk): Promise<ReadonlySet<string>> {
  const { lines } = await talk.ask('EHLO tillhouse.invalid', 250);
  return new Set(lines.slice(1).map((line) => (line.split(' ')[0] ?? '').toUpperCase()));
}

/** One conversation: a line is said, a reply is waited for. */
class Talk {
  readonly #socket: net.Socket;
  readonly #host: string;
  #unread = '';
  #wake: () => void = () => {};
  #over: Error | undefined;

  constructor(socket: net.Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setTimeout(TIMEOUT_MS, () => this.#end(new Error(`the mail server at ${host} does not answer`)));
    socket.on('data', this.#read);
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error(`the mail server at ${host} hung up`)));
  }

  readonly #read = (data: Buffer): void => {
    this.#unread += data.toString('latin1');
    if (this.#unread.length > MOST_REPLY) this.#end(new Error(`the mail server at ${this.#host} says too much`));
    this.#wake();
  };

  #end(error: Error): void {
    this.#over ??= error;
    this.#socket.destroy();
    this.#wake();
  }

  async #reply(): Promise<Reply> {
    const lines: string[] = [];
    for (;;) {
      const end = this.#unread.indexOf('\n');
      if (end < 0) {
        if (this.#over) throw this.#over;
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
        continue;
      }
      const line = this.#unread.slice(0, end).replace(/\r$/, '');
      this.#unread = this.#unread.slice(end + 1);
      const { code, more, text = '' } = /^(?<code>\d{3})(?<more>[ -]?)(?<text>.*)$/.exec(line)?.groups ?? {};
      if (code === undefined) throw new Error(`the mail server at ${this.#host} speaks no SMTP`);
      lines.push(text);
      if (more !== '-') return { code: Number(code), lines };
    }
  }

  async expect(code: number, asked = 'its greeting'): Promise<Reply> {
    const reply = await this.#reply();
    if (reply.code === code) return reply;
    throw new Error(`the mail server at ${this.#host} said ${reply.code} ${reply.lines.join(' ')} to ${asked}`);
  }

  /** @param shown what an error names, where the line holds a secret or a letter */
  ask(line: string, code: number, shown = line.length > 200 ? 'the letter' : line): Promise<Reply> {
    this.#socket.write(`${line}\r\n`);
    return this.expect(code, shown);
  }

  /** The same connection over TLS. What came before it in the clear is no answer (RFC 3207, 6). */
  async encrypted(options: tls.ConnectionOptions): Promise<Talk> {
    if (this.#unread !== '') throw new Error(`the mail server at ${this.#host} spoke before it was encrypted`);
    this.#socket.removeAllListeners();
    const secure = tls.connect({ ...options, socket: this.#socket });
    const talk = new Talk(secure, this.#host);
    await Promise.race([once(secure, 'secureConnect'), once(secure, 'close')]);
    if (talk.#over) throw talk.#over;
    return talk;
  }

  leave(): void {
    this.#socket.write('QUIT\r\n');
  }

  close(): void {
    this.#socket.end();
    this.#socket.on('error', () => {});
    this.#socket.setTimeout(2_000, () => this.#socket.destroy());
  }
}
