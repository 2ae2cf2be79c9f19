import { parseArgs } from 'node:util';
import { startShapeServer } from './server.ts';

/**
 * The shape server alone, on any Postgres: `npm run shapes -- --database-url postgres://… [--port 3000]
 * [--host 127.0.0.1] [--table public.t …] [--chunk-bytes n] [--release-together] [--test-mode]`. Test mode is for suites:
 * chunks of 10,000 bytes, and DELETE /v1/shape.
 */
const { values } = parseArgs({
  options: {
    'database-url': { type: 'string', default: process.env['DATABASE_URL'] },
    port: { type: 'string', default: '3000' },
    host: { type: 'string', default: '127.0.0.1' },
    table: { type: 'string', multiple: true, default: [] },
    'chunk-bytes': { type: 'string' },
    'release-together': { type: 'boolean', default: false },
    'test-mode': { type: 'boolean', default: false },
  },
});

if (!values['database-url']) {
  console.error('Which database? Give --database-url or set DATABASE_URL.');
  process.exit(2);
}

const server = await startShapeServer({
  databaseUrl: values['database-url'],
  tables: values.table,
  // Small in test mode, so that a test need not write ten megabytes to see a second chunk.
  chunkBytes: Number(values['chunk-bytes'] ?? (values['test-mode'] ? 10_000 : 10 * 1024 * 1024)),
  releaseTogether: values['release-together'],
  testMode: values['test-mode'],
  log: {
    info: (message, details) => console.log(message, details ?? ''),
    error: (message, details) => console.error(message, details ?? ''),
  },
});
const url = await server.listen(Number(values.port), values.host);
console.log(`Shapes at ${url}/v1/shape`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close().then(() => process.exit(0));
  });
}
