import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { openCloudDatabase, openDeskFile, type RowSource } from './read-sources.ts';
import { fail } from './talk.ts';

type Row = Record<string, unknown>;

const when = (value: unknown) => (typeof value === 'number' ? new Date(value).toISOString() : String(value ?? '–'));

async function deskSteps(desk: RowSource, mutationId: string): Promise<string[]> {
  const [row] = await desk.rows('SELECT * FROM sync_outbox WHERE mutation_id = ?', [mutationId]);
  if (!row) return ['  desk: not in its outbox (another desk did it, or it was settled and forgotten)'];
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
      `  ${outcome.recorded_at}  cloud: ${outcome.name} ${outcome.status}${why} (client ${outcome.client_id}, number ${outcome.seq})`,
    );
  }
  const audit = await one('SELECT * FROM audit.entries WHERE mutation_id = $1');
  if (audit)
    steps.push(
      `  ${audit.recorded_at}  audit: ${audit.action} by ${audit.actor_name}, ${audit.position === null ? 'not sealed yet' : `sealed as ${audit.position}`}`,
    );
  const events = await cloud.rows('SELECT * FROM events.outbox WHERE mutation_id = $1 ORDER BY ordinal', [mutationId]);
  for (const event of events) {
    const published = event.published_at ? `published ${event.published_at}` : 'not published yet';
    steps.push(`  ${event.recorded_at}  event ${event.id}: ${event.name} of ${event.aggregate}, ${published}`);
    const handled = await cloud.rows(
      'SELECT consumer, handled_at FROM events.inbox WHERE tenant_id = $1 AND event_id = $2 ORDER BY handled_at',
      [event.tenant_id, event.id],
    );
    for (const { consumer, handled_at: at } of handled) steps.push(`  ${at}    consumer ${consumer} has worked it off`);
  }
  if (outcome && events.length === 0) steps.push('                            no events');
  return steps;
}

export function addTraceCommand(program: Command): void {
  program
    .command('trace <mutation>')
    .description('follow one command: desk, outbox, cloud outcome, events, consumers')
    .option('--desk <file>', "a desk's file")
    .option('--cloud <url>', "the cloud's database as administrator (postgres://…)")
    .option('--data <dir>', 'the house over this folder', defaultData)
    .action(async (mutationId: string, flags: { desk?: string; cloud?: string; data: string }) => {
      try {
        if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(mutationId))
          throw new Plain(`${mutationId} is no mutation id (a uuid such as the sync page shows).`);
        const house = houseFiles(resolve(flags.data));
        const deskFile = flags.desk ? resolve(flags.desk) : house.deskFile;
        const cloudUrl = flags.cloud ?? house.databaseUrl;
        process.stdout.write(`Mutation ${mutationId}\n`);
        const steps: string[] = [];
        if (existsSync(deskFile)) {
          const desk = openDeskFile(deskFile);
          steps.push(...(await deskSteps(desk, mutationId.toLowerCase())));
          await desk.close();
        } else steps.push(`  desk: no file at ${deskFile}`);
        if (cloudUrl) {
          const cloud = await openCloudDatabase(cloudUrl);
          steps.push(...(await cloudSteps(cloud, mutationId.toLowerCase())));
          await cloud.close();
        } else steps.push('  cloud: no database known; start the house or give --cloud');
        process.stdout.write(`${steps.join('\n')}\n`);
      } catch (error) {
        fail(error);
      }
    });
}
