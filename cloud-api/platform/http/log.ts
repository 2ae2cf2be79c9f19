import pino from 'pino';

export type Log = pino.Logger;

/** Names under which a secret or a person could get into a log; their values are replaced. */
const hidden = [
  'password',
  'access_token',
  'refresh_token',
  'assertion',
  'code',
  'challenge',
  'pinHash',
  'email',
  'phone',
  'authorization',
  'cookie',
  'x-publishable-key',
];

/** JSON lines on standard output; secrets and personal fields are cut out whatever somebody logs. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const paths = hidden.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino({ level, base: null, redact: { paths, censor: '[hidden]' } }, destination ?? pino.destination(1));
}
