import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { letterMessage } from './letter-message.ts';
import type { Mailer } from './mailer.ts';

const KEPT = 200;
const FROM = 'Tillhouse <letters@tillhouse.example>';

/** Without a mail server: each letter is laid in a folder, as a file that mail programs open. The newest 200 stay. */
export function folderMailer(folder: string, now: () => number = Date.now): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  let last = 0;
  return {
    send: async (letter) => {
      const message = letterMessage(letter, FROM, now());
      const { message: written } = await transport.sendMail(message);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Two of one moment are two letters, and lie in the order in which they came.
      last = Math.max(last + 1, now());
      const subject = letter.subject.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 60);
      const name = `${new Date(last).toISOString().replaceAll(/[:.]/g, '-')}-${subject}.eml`;
      const draft = join(folder, '.draft');
      writeFileSync(draft, written as Buffer, { mode: 0o600 });
      renameSync(draft, join(folder, name));
      const letters = readdirSync(folder)
        .filter((each) => each.endsWith('.eml'))
        .sort();
      for (const old of letters.slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
    },
  };
}
