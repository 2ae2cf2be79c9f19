import type { Finding } from './doctor-checks.ts';

const SKEW_MS = 120_000;

/** Whether the cloud answers, can work, and tells the same time as this machine. */
export async function cloudFindings(url: string, now: () => number): Promise<Finding[]> {
  const findings: Finding[] = [];
  const sent = now();
  let answer: Response;
  try {
    answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    const why = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    return [
      {
        state: 'bad',
        what: `the cloud at ${url} does not answer (${why})`,
        next: 'Selling goes on without it. Start the house (npm start), or give its address with --cloud.',
      },
    ];
  }
  findings.push({
    state: answer.ok ? 'ok' : 'bad',
    what: `the cloud at ${url} answers (HTTP ${answer.status})`,
    next: answer.ok ? '' : 'Is this the address of a Tillhouse cloud?',
  });
  const told = Date.parse(answer.headers.get('date') ?? '');
  const skew = Number.isNaN(told) ? 0 : (sent + now()) / 2 - told;
  if (Math.abs(skew) > SKEW_MS) {
    findings.push({
      state: 'bad',
      what: `this machine's clock is ${Math.round(Math.abs(skew) / 60_000)} minutes ${skew > 0 ? 'ahead of' : 'behind'} the cloud's`,
      next: 'Set the clock (turn network time on): sign-in fails and receipts carry a wrong time.',
    });
  }
  const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (ready?.ok) findings.push({ state: 'ok', what: "the cloud's database answers", next: '' });
  else
    findings.push({
      state: 'bad',
      what: 'the cloud runs, but its database does not answer',
      next: 'Desks keep selling. Look at the log in the data folder; the cloud goes on by itself when Postgres is back.',
    });
  return findings;
}
