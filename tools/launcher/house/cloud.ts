import { join } from 'node:path';
import { bootCloud, type Cloud } from '@tillhouse/cloud-api/boot.ts';
import { fileKms } from '@tillhouse/cloud-api/platform/keys/file-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { chooseMailer } from '@tillhouse/cloud-api/platform/mail/choose-mailer.ts';
import { folderMailer } from '@tillhouse/cloud-api/platform/mail/folder-mailer.ts';
import { during } from '../progress.mjs';
import type { HouseDatabase } from './database.ts';
import type { HouseLog } from './log-file.ts';
import { onFreePort, type Ports } from './on-free-port.ts';

export type HouseCloud = {
  url: string;
  /** Where letters to people go, in words */
  letters: string;
  /** The cloud itself. @throws while it is taken away */
  cloud(): Cloud;
  /** Takes the cloud away from the desks, or brings it back at the same address. @returns whether it is there now */
  toggle(): Promise<boolean>;
  close(): Promise<void>;
};

/** All services in this process, on the in-process bus. */
export async function startCloud(
  database: HouseDatabase,
  ports: Ports,
  log: HouseLog,
  dataDir: string,
): Promise<HouseCloud> {
  const folder = join(dataDir, 'letters');
  const mailer = process.env['SMTP_URL'] ? chooseMailer(process.env) : folderMailer(folder);
  const letters = process.env['SMTP_URL'] ? 'go to the mail server of SMTP_URL' : `lie in ${folder}`;
  // The same when the cloud comes back, so that a payment page that is open goes on.
  let payPort = 0;
  const boot = async (port: number): Promise<Cloud> => {
    const booted = await bootCloud({
      urls: database.migrated.urls,
      port,
      host: '127.0.0.1',
      services: 'all',
      bus: 'memory',
      auditKeyDir: dataDir,
      kms: fileKms(join(dataDir, 'keys')),
      log: createLog('info', { write: log.write }),
      payPort,
      mailer,
    });
    payPort = Number(new URL(booted.payOrigin).port);
    return booted;
  };
  let running: Cloud | undefined = await during('Starting the cloud', () => onFreePort(ports, 'cloud', boot));
  const { url } = running;
  return {
    url,
    letters,
    cloud: () => {
      if (!running) throw new Error('The cloud was taken away.');
      return running;
    },
    toggle: async () => {
      if (!running) {
        running = await boot(Number(new URL(url).port));
        return true;
      }
      const closing = running;
      running = undefined;
      await closing.close();
      return false;
    },
    close: async () => running?.close(),
  };
}
