import { mailbox, type Mailer } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/**
 * What takes letters to people: SMTP_URL and MAIL_FROM of the environment, and SMTP_CA, a certificate to trust in the place of the system's.
 * @param onNone told where none is named: letters then stay in this process
 * @throws where what is named cannot be used
 */
export function chooseMailer(settings: Settings, onNone: () => void = () => {}): Mailer {
  const { SMTP_URL: url, MAIL_FROM: from, SMTP_CA: ca } = settings;
  if (!url) {
    onNone();
    return mailbox();
  }
  if (!from) throw new Error('SMTP_URL needs MAIL_FROM, the address that letters come from. Nothing was started.');
  return smtpMailer({ url, from, ...(ca ? { ca } : {}) });
}
