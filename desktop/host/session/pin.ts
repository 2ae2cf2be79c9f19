import { type Algorithm, hash, verify } from '@node-rs/argon2';
import type { DeskFile } from '../database/open-desk.ts';
import { HostProblem } from '../problem.ts';

/** OWASP's least cost for Argon2id. A PIN has a million values, so what holds is the wait after five tries. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const TRIES = 5;
const WAITS_MS = [30_000, 60_000, 300_000, 900_000];

export const hashPin = (pin: string) => hash(pin, cost);

const digits = '0123456789'.repeat(2);
const backwards = [...digits].reverse().join('');

/** Six digits that the first who tries would try: all the same, or in a row up or down. */
export function easyPin(pin: string): boolean {
  return /^(\d)\1*$/.test(pin) || digits.includes(pin) || backwards.includes(pin);
}

const wrong = (left: number) =>
  new HostProblem(
    'access.wrong-pin',
    'refused',
    `That PIN is not right. ${left === 1 ? 'One try is' : `${left} tries are`} left on this desk. Nothing was changed.`,
    { left },
  );
const wait = (seconds: number) =>
  new HostProblem(
    'access.pin-wait',
    'refused',
    `Too many wrong PINs for this person. Nothing was changed. Try again in ${seconds} seconds, or sign in with the password.`,
    { seconds },
  );
const noPin = () =>
  new HostProblem(
    'access.no-pin',
    'refused',
    'This person has no PIN on this desk yet. Sign in with the password and set one.',
  );

interface Tries {
  failed_pins: number;
  wait_until: number;
}

/** Milliseconds to wait after so many wrong tries; 0 within a round of five. */
function waitAfter(count: number): number {
  const round = Math.floor(count / TRIES);
  return round > 0 && count % TRIES === 0 ? (WAITS_MS[Math.min(round, WAITS_MS.length) - 1] as number) : 0;
}

function secondsLeft(desk: DeskFile, staffId: string, now: () => number): number {
  const until = desk.reader.get<Tries>('SELECT * FROM desk_people WHERE staff_id = ?', [staffId])?.wait_until ?? 0;
  return Math.max(1, Math.ceil((until - now()) / 1000));
}

/**
 * Checks a person's PIN. A try is counted before it is checked, and durably, so that pulling the plug gives no more tries.
 * @throws HostProblem `access.wrong-pin`, `access.pin-wait`, `access.no-pin`
 */
export async function checkPin(desk: DeskFile, staffId: string, pin: string, now: () => number): Promise<void> {
  const person = desk.reader.get<{ pin_hash: string | null; status: string }>(
    'SELECT pin_hash, status FROM staff WHERE id = ?',
    [staffId],
  );
  if (!person?.pin_hash || person.status === 'left') throw noPin();
  const failed = await desk.transaction('foreground', async (connection) => {
    const [row] = connection.allNow('SELECT failed_pins, wait_until FROM desk_people WHERE staff_id = ?', [staffId]);
    const before = row as unknown as Tries | undefined;
    const left = (before?.wait_until ?? 0) - now();
    // Longer than any wait: the clock was set back meanwhile, and the person waits anew instead of for days.
    const setBack = left > waitAfter(before?.failed_pins ?? 0);
    if (left > 0 && !setBack) throw wait(Math.ceil(left / 1000));
    const count = (before?.failed_pins ?? 0) + (setBack ? 0 : 1);
    const pause = waitAfter(count);
    connection.runNow(
      `INSERT INTO desk_people (staff_id, failed_pins, wait_until) VALUES (?, ?, ?)
       ON CONFLICT (staff_id) DO UPDATE SET failed_pins = excluded.failed_pins, wait_until = excluded.wait_until`,
      [staffId, count, pause ? now() + pause : 0],
    );
    return setBack ? null : count;
  });
  if (failed === null) throw wait(secondsLeft(desk, staffId, now));
  if (await verify(person.pin_hash, pin)) {
    await desk.transaction('foreground', async (connection) => {
      connection.runNow('UPDATE desk_people SET failed_pins = 0, wait_until = 0, last_here_at = ? WHERE staff_id = ?', [
        now(),
        staffId,
      ]);
    });
    return;
  }
  const left = TRIES - (failed % TRIES);
  if (left === TRIES) {
    throw wait(secondsLeft(desk, staffId, now));
  }
  throw wrong(left);
}
