import { createTransport } from 'nodemailer';
import { isLoopback } from '../http/encrypted.ts';
import { letterMessage } from './letter-message.ts';
import { senderOf } from './mail-address.ts';
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

/** Hands each letter to a mail server, over TLS wherever it leaves this machine. @throws where `url` or `from` cannot be used */
export function smtpMailer({ url, from, ca, mustEncrypt, now = Date.now }: SmtpOptions): Mailer {
  if (!URL.canParse(url)) throw new Error(`SMTP_URL is no address. Nothing was started.`);
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:')
    throw new Error(`SMTP_URL begins with smtp:// or smtps://, not ${protocol}//. Nothing was started.`);
  const sender = senderOf(from);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const requireTLS = !secure && (mustEncrypt ?? !isLoopback(hostname));
  const transport = createTransport({
    ...{ host, port: Number(port || (secure ? 465 : 587)), secure, requireTLS },
    // It is asked for the name of this machine, which is nobody's business.
    name: 'tillhouse.invalid',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(ca !== undefined && { tls: { ca } }),
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // A letter names no files and no pages to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    send: async (letter: Letter) => {
      const written = letterMessage(letter, sender, now());
      try {
        await transport.sendMail(written);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        const why = requireTLS && code === 'ETLS' ? 'the way to it would not be encrypted; nothing was sent: ' : '';
        throw new Error(`the mail server at ${host}: ${why}${message}`, { cause: error });
      }
    },
  };
}
