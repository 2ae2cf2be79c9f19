/** Postgres cannot be reached, is going down, or has no room left: nothing was kept, trying again later is right. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database cannot be reached', { cause });
    this.name = 'DatabaseUnavailable';
  }
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNABORTED',
  'EAI_AGAIN',
]);
/** admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped; too_many_connections, disk_full, out_of_memory; io_error */
const serverCodes = new Set(['57P01', '57P02', '57P03', '57P04', '53300', '53100', '53200', '58030']);
const driverTexts =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/i;

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = codeOf(error);
  if (code !== undefined) return networkCodes.has(code) || serverCodes.has(code) || code.startsWith('08');
  return error instanceof Error && driverTexts.test(error.message);
}

/**
 * A migration added a column while a connection held a prepared `SELECT *`. The whole transaction may run again on
 * another connection, so it carries the code of a serialisation failure: that is how callers know.
 */
export class StalePlan extends Error {
  readonly code = '40001';

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'StalePlan';
  }
}

export function namedStalePlan(error: unknown): unknown {
  return codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan')
    ? new StalePlan(error)
    : error;
}
