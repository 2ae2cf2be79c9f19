import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { addOperator } from '@tillhouse/cloud-api/services/identity/operator/operators.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { fail } from './talk.ts';

interface Flags {
  readonly email: string;
  readonly name: string;
  readonly password?: string;
  readonly data: string;
  readonly database?: string;
  readonly forgetFactor?: boolean;
}

/** Who may do this holds the database's administrator address: there is no other way to the first operator. */
export function addOperatorCommand(program: Command): void {
  program
    .command('operator')
    .description('People who run the platform')
    .command('add')
    .description('Add an operator, or set a new password for one')
    .requiredOption('--email <address>', 'what they sign in with, at /operator')
    .requiredOption('--name <text>', 'as tenants read it in their audit')
    .option('--password <text>', 'at least 12 characters (or TILLHOUSE_PASSWORD); made and printed when left out')
    .option('--forget-factor', 'also forget their authenticator app, for who lost it')
    .option('--data <dir>', 'data folder of a running house', defaultData)
    .option('--database <url>', 'the cloud’s database as its administrator (or DATABASE_URL)')
    .action((flags: Flags) => add(flags).catch(fail));
}

async function add({ email, name, data, ...flags }: Flags): Promise<void> {
  const databaseUrl = flags.database ?? process.env.DATABASE_URL ?? houseFiles(resolve(data)).databaseUrl;
  if (!databaseUrl) throw new Plain('Which database? Start the house, or give --database. Nothing was changed.');
  const given = flags.password ?? process.env.TILLHOUSE_PASSWORD;
  if (given !== undefined && given.length < 12)
    throw new Plain('An operator’s password has at least 12 characters. Nothing was changed.');
  const password = given ?? randomBytes(18).toString('base64url');
  const pools = openPools(roleUrls(databaseUrl), () => {});
  try {
    const forgetFactor = flags.forgetFactor ?? false;
    await addOperator(pools.operator, { email, name, password, forgetFactor }, Date.now());
  } finally {
    await pools.close();
  }
  process.stdout.write(`${name} signs in with ${email} at /operator of the cloud.\n`);
  if (given === undefined) process.stdout.write(`Password, shown this once: ${password}\n`);
}
