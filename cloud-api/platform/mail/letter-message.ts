import type { SendMailOptions } from 'nodemailer';
import { mailAddress } from './mail-address.ts';
import type { Letter } from './mailer.ts';

/** A letter as nodemailer takes it. @param from as `MAIL_FROM` has it @param at epoch milliseconds @throws for an address that is none */
export function letterMessage(letter: Letter, from: SendMailOptions['from'], at: number): SendMailOptions {
  const { to, subject, text, messageId, unsubscribe, attachments = [] } = letter;
  return {
    ...{ from, to: mailAddress(to), subject, text, date: new Date(at) },
    textEncoding: 'base64' as const,
    attachments: attachments.map(({ name: filename, contentType, content }) => ({ filename, contentType, content })),
    // Nobody's out-of-office note answers it.
    headers: {
      'auto-submitted': 'auto-generated',
      ...(unsubscribe && {
        'list-unsubscribe': `<${unsubscribe}>`,
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      }),
    },
    ...(messageId && { messageId }),
  };
}
