import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from '../progress.mjs';

/**
 * What a person is told when the house does not stand: the message, which our errors write for people, and where the
 * whole error is. An error before there is a data folder is given back as it is.
 */
export function tellFailure(error: unknown, dataDir: string): unknown {
  if (error instanceof Plain || !(error instanceof Error) || !existsSync(dataDir)) return error;
  const log = join(dataDir, 'house.log');
  appendFileSync(
    log,
    `${error.stack ?? error.message}\n${error.cause instanceof Error ? `${error.cause.stack}\n` : ''}`,
  );
  return new Plain(
    `The house could not be started: ${error.message}\n\n` +
      `Your data is kept in ${dataDir}; the whole error is in ${log}. Run the same command again. If it comes back, ` +
      'npm run tillhouse -- doctor says more, and npm start -- --reset begins with a fresh demo shop (it throws this data away).',
  );
}
