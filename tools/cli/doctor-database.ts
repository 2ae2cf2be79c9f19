import { migrationFiles } from '@tillhouse/cloud-api/platform/db/migration-files.ts';
import type { Finding } from './doctor-checks.ts';
import { openCloudDatabase } from './read-sources.ts';

/** The cloud's database: its version, what waits in it, and replication slots that hold the disk. */
export async function databaseFindings(url: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const database = await openCloudDatabase(url);
  const one = async (sql: string) => (await database.rows(sql))[0] ?? {};
  try {
    const ran = new Set(
      (await database.rows('SELECT service, name FROM public.schema_migrations')).map(
        (row) => `${row.service}/${row.name}`,
      ),
    );
    const missing = migrationFiles().filter((file) => !ran.has(`${file.service}/${file.name}`));
    if (missing.length === 0)
      findings.push({ state: 'ok', what: `the database is at this version (${ran.size} migrations)`, next: '' });
    else
      findings.push({
        state: 'bad',
        what: `the database lacks ${missing.map((file) => `${file.service}/${file.name}`).join(', ')}`,
        next: 'Restart the house: it brings the database to this version.',
      });
    const events = await one(
      'SELECT count(*) AS n, extract(epoch FROM now() - min(recorded_at))::int AS age FROM events.outbox WHERE published_at IS NULL',
    );
    const late = Number(events.n) > 0 && Number(events.age) > 60;
    findings.push({
      state: late ? 'bad' : 'ok',
      what: `${events.n} events wait to be published${late ? `, the oldest for ${events.age} s` : ''}`,
      next: late ? 'Look at the log for the relay and its bus; they go by themselves when it works.' : '',
    });
    const quarantined = Number((await one('SELECT count(*) AS n FROM sync_quarantine WHERE NOT reviewed')).n);
    if (quarantined > 0)
      findings.push({
        state: 'note',
        what: `${quarantined} commands of desks are in quarantine`,
        next: 'They are outside money and stock until a person reviews them.',
      });
    const slots = await database.rows(
      "SELECT slot_name, active, wal_status FROM pg_replication_slots WHERE wal_status IN ('lost', 'unreserved') OR NOT active",
    );
    for (const slot of slots)
      findings.push({
        state: 'note',
        what: `replication slot ${slot.slot_name} is ${slot.active ? slot.wal_status : 'not in use'}`,
        next: 'A slot that nobody reads keeps write-ahead log (2 GB at most); a restarted cloud makes its own.',
      });
  } catch (error) {
    findings.push({
      state: 'bad',
      what: `the database cannot be read: ${(error as Error).message}`,
      next: 'Start the house with npm start: it migrates.',
    });
  } finally {
    await database.close();
  }
  return findings;
}
