import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { larkhallOwner } from '@tillhouse/shared/samples/larkhall.ts';
import { CloudClient, type Credentials } from './cloud-client.ts';
import { defaultCloud, defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { DEMO_PASSWORD } from './demo-names.ts';
import type { Progress } from './talk.ts';

export interface ConnectFlags {
  readonly cloud?: string;
  readonly data?: string;
  readonly key?: string;
  readonly email?: string;
  readonly password?: string;
  readonly demo?: boolean;
}

/** How every command that needs the cloud is told where it is and who asks. */
export function withConnection(command: Command): Command {
  return command
    .option('--cloud <url>', 'address of the cloud (or TILLHOUSE_CLOUD; default: that of the house over --data)')
    .option('--data <dir>', 'data folder of a running house', defaultData)
    .option('--key <sk_…>', 'secret API key (or TILLHOUSE_KEY)')
    .option('--email <address>', 'sign in as this person (or TILLHOUSE_EMAIL)')
    .option('--password <text>', 'their password (or TILLHOUSE_PASSWORD); asked for when left out')
    .option('--demo', 'sign in as the owner of the demo shop Larkhall');
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

async function credentialsOf(flags: ConnectFlags): Promise<Credentials> {
  const key = flags.key ?? process.env.TILLHOUSE_KEY;
  if (key) {
    if (!key.startsWith('sk_'))
      throw new Plain('A secret key begins with sk_. A publishable key (pk_…) may only read what shoppers see.');
    return { key };
  }
  if (flags.demo) return { email: larkhallOwner.email ?? '', password: DEMO_PASSWORD };
  const email = flags.email ?? process.env.TILLHOUSE_EMAIL;
  if (!email)
    throw new Plain(
      'Who is asking? Give --key sk_… or --email and --password; --demo signs in as the owner of the demo shop. Nothing was changed.',
    );
  const password =
    flags.password ??
    process.env.TILLHOUSE_PASSWORD ??
    (process.stdin.isTTY ? await ask(`Password of ${email}: `) : undefined);
  if (!password) throw new Plain('Give the password with --password or in TILLHOUSE_PASSWORD. Nothing was changed.');
  return { email, password };
}

export async function connect(flags: ConnectFlags, talk?: Progress): Promise<CloudClient> {
  const ofHouse = houseFiles(resolve(flags.data ?? defaultData)).cloudUrl;
  const url = flags.cloud ?? process.env.TILLHOUSE_CLOUD ?? ofHouse ?? defaultCloud;
  if (!URL.canParse(url)) throw new Plain(`${url} is no address. Give --cloud such as ${defaultCloud}.`);
  const credentials = await credentialsOf(flags);
  const client = new CloudClient({ url, credentials, ...(talk ? { onLine: talk.say, stopped: talk.stopped } : {}) });
  await client.signIn();
  return client;
}
