import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { storefrontConsumers } from '@tillhouse/cloud-api/services/storefront/consumers.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { openCloudDatabase, openDeskFile, type RowSource } from './read-sources.ts';
import { fail } from './talk.ts';
import { findMutation } from './trace-find.ts';

type Row = Record<string, unknown>;

/** The desk keeps milliseconds, Postgres writes a time of its own; a person reads one form. */
function when(value: unknown): string {
  if (value === null || value === undefined) return '–'.padEnd(24);
  const at = typeof value === 'number' ? new Date(value) : new Date(String(value).replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at.getTime()) ? String(value) : at.toISOString();
}

async function deskSteps(desk: RowSource, mutationId: string): Promise<string[]> {
  const [row] = await desk.rows('SELECT * FROM sync_outbox WHERE mutation_id = ?', [mutationId]);
  if (!row) return ['  desk: not in its outbox (another desk or the cloud did it, or it was worked off long ago)'];
  const sent = row.attempts === 0 ? 'never sent yet' : `sent ${row.attempts} times, last ${when(row.last_sent_at)}`;
  const steps = [
    `  ${when(row.occurred_at)}  desk: ${row.name}@${row.version}, a ${row.kind}, by ${actorName(row.actor)}; committed here`,
    `  ${when(row.last_sent_at)}  outbox: number ${row.seq ?? '–'}, ${sent}`,
  ];
  if (row.state === 'queued') steps.push('                            waits for the cloud');
  else
    steps.push(
      `  ${when(row.answered_at)}  answered: ${row.status}, ${row.state}${row.lsn === null ? '' : ` at LSN ${row.lsn}`}`,
    );
  if (row.not_shown) steps.push(`                            not shown at the desk: ${row.not_shown}`);
  return steps;
}

function actorName(actor: unknown): string {
  try {
    return (JSON.parse(String(actor)) as { name?: string }).name ?? '?';
  } catch {
    return '?';
  }
}

async function cloudSteps(cloud: RowSource, mutationId: string): Promise<string[]> {
  const one = async (sql: string): Promise<Row | undefined> => (await cloud.rows(sql, [mutationId]))[0];
  const outcome = await one('SELECT * FROM sync_outcomes WHERE mutation_id = $1');
  const steps: string[] = [];
  if (!outcome) steps.push('  cloud: has no outcome of it; it has not arrived');
  else {
    const why = outcome.code ? ` ${outcome.code}: ${outcome.message}` : '';
    steps.push(
      `  ${when(outcome.recorded_at)}  cloud: ${outcome.name} ${outcome.status}${why} (client ${outcome.client_id}, number ${outcome.seq})`,
    );
  }
  const audit = await one('SELECT * FROM audit.entries WHERE mutation_id = $1');
  if (audit)
    steps.push(
      `  ${when(audit.recorded_at)}  audit: ${audit.action} by ${audit.actor_name}, ${audit.position === null ? 'not sealed yet' : `sealed as ${audit.position}`}`,
    );
  const events = await cloud.rows('SELECT * FROM events.outbox WHERE mutation_id = $1 ORDER BY ordinal', [mutationId]);
  for (const event of events) {
    const published = event.published_at ? `published ${when(event.published_at)}` : 'not published yet';
    steps.push(`  ${when(event.recorded_at)}  event ${event.id}: ${event.name} of ${event.aggregate}, ${published}`);
    const handled = await cloud.rows(
      'SELECT consumer, handled_at FROM events.inbox WHERE tenant_id = $1 AND event_id = $2 ORDER BY handled_at',
      [event.tenant_id, event.id],
    );
    for (const { consumer, handled_at: at } of handled)
      steps.push(`  ${when(at)}    consumer ${consumer} has worked it off`);
    for (const consumer of forgetful(String(event.name)))
      steps.push(
        `${' '.repeat(28)}consumer ${consumer} ${event.published_at ? 'was told' : 'will be told'}, in every process (it keeps no record: it only renews what shoppers see)`,
      );
  }
  if (outcome && events.length === 0) steps.push('                            no events');
  return steps;
}

/** Consumers that change nothing that is kept, and so have no inbox. */
const forgetful = (event: string): string[] =>
  Object.entries(storefrontConsumers).flatMap(([consumer, names]) => (names.includes(event) ? [consumer] : []));

export function addTraceCommand(program: Command): void {
  program
    .command('trace <what>')
    .description(
      'follow a sale or any command, by receipt number or mutation id: desk, outbox, cloud, events, consumers',
    )
    .option('--desk <file>', "a desk's file")
    .option('--cloud <url>', "the cloud's database as administrator (postgres://…)")
    .option('--data <dir>', 'the house over this folder', defaultData)
    .action(async (what: string, flags: { desk?: string; cloud?: string; data: string }) => {
      try {
        process.stdout.write(`${(await traceOf(what, flags)).join('\n')}\n`);
      } catch (error) {
        fail(error);
      }
    });
}

export async function traceOf(what: string, flags: { desk?: string; cloud?: string; data: string }): Promise<string[]> {
  const house = houseFiles(resolve(flags.data));
  const deskFile = flags.desk ? resolve(flags.desk) : house.deskFile;
  const cloudUrl = flags.cloud ?? house.databaseUrl;
  const desk = existsSync(deskFile) ? openDeskFile(deskFile) : null;
  const cloud = cloudUrl ? await openCloudDatabase(cloudUrl) : null;
  try {
    const mutationId = await findMutation(what, { desk, cloud });
    return [
      mutationId === what ? `Mutation ${mutationId}` : `${what} is mutation ${mutationId}`,
      ...(desk ? await deskSteps(desk, mutationId) : [`  desk: no file at ${deskFile}`]),
      ...(cloud
        ? await cloudSteps(cloud, mutationId)
        : ['  cloud: no database known; start the house or give --cloud']),
    ];
  } finally {
    await desk?.close();
    await cloud?.close();
  }
}
