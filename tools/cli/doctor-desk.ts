import { existsSync } from 'node:fs';
import type { Finding } from './doctor-checks.ts';
import type { HouseFiles } from './house-files.ts';
import { openDeskFile } from './read-sources.ts';

const HOUR = 3_600_000;
/** Selling and counting go on for so long without the cloud. */
const LEASE_DAYS = 35;

function age(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / 60_000))} minutes`;
  return ms < 48 * HOUR ? `${Math.round(ms / HOUR)} hours` : `${Math.round(ms / (24 * HOUR))} days`;
}

/** The desk's file: whole, enrolled, and how long its work has waited for the cloud. */
export async function deskFindings({ deskFile }: HouseFiles, now: number): Promise<Finding[]> {
  if (!existsSync(deskFile)) return [{ state: 'note', what: 'There is no desk file yet', next: 'npm start makes it.' }];
  const findings: Finding[] = [];
  const desk = openDeskFile(deskFile);
  const one = async (sql: string) => (await desk.rows(sql))[0] ?? {};
  try {
    const { quick_check: whole } = await one('PRAGMA quick_check(1)');
    if (whole === 'ok') findings.push({ state: 'ok', what: "the desk's file is whole", next: '' });
    else
      findings.push({
        state: 'bad',
        what: `the desk's file is damaged: ${whole}`,
        next: `Stop the house, keep a copy of ${deskFile}, and enrol the desk anew; what was sent is in the cloud.`,
      });
    const enrolled = await one("SELECT value FROM desk_state WHERE name = 'enrolment'");
    if (enrolled.value) findings.push({ state: 'ok', what: 'this desk is enrolled', next: '' });
    else
      findings.push({
        state: 'note',
        what: 'this desk is not enrolled yet',
        next: 'Open the screens and sign in with e-mail and password, or with a code from the back office.',
      });
    const queue = await one(
      "SELECT count(*) AS waiting, min(occurred_at) AS oldest FROM sync_outbox WHERE state = 'queued'",
    );
    findings.push(queueFinding(Number(queue.waiting), queue.oldest === null ? null : now - Number(queue.oldest)));
    const open = Number((await one('SELECT count(*) AS n FROM sync_attention WHERE settled_at IS NULL')).n);
    if (open > 0)
      findings.push({
        state: 'note',
        what: `${open} edits were refused by the cloud`,
        next: 'Look at them under "Needs attention" on the sync page.',
      });
    // What the cloud's clock is ahead of this one.
    const skew = Number((await one("SELECT value FROM sync_meta WHERE name = 'clock_skew'")).value ?? 0);
    if (Math.abs(skew) > 120_000)
      findings.push({
        state: 'bad',
        what: `this machine's clock is ${age(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} the cloud's`,
        next: 'Set the clock (turn network time on): receipts carry its time.',
      });
  } catch (error) {
    findings.push({
      state: 'bad',
      what: `the desk's file cannot be read: ${(error as Error).message}`,
      next: 'Start the house once: it brings the file to this version.',
    });
  } finally {
    await desk.close();
  }
  return findings;
}

function queueFinding(waiting: number, oldestAge: number | null): Finding {
  if (waiting === 0 || oldestAge === null) return { state: 'ok', what: 'nothing waits for the cloud', next: '' };
  const what = `${waiting} commands wait for the cloud, the oldest for ${age(oldestAge)}`;
  if (oldestAge > (LEASE_DAYS - 5) * 24 * HOUR)
    return {
      state: 'bad',
      what,
      next: `Bring this desk online: selling stops after ${LEASE_DAYS} days without the cloud.`,
    };
  return {
    state: oldestAge > HOUR ? 'note' : 'ok',
    what,
    next: oldestAge > HOUR ? 'They are safe here and go by themselves when the cloud answers.' : '',
  };
}
