import { bootHost } from '@tillhouse/desktop/host/boot.ts';

const [dataDir = '', cloudUrl = '', rendererDir = ''] = process.argv.slice(2);
const log = (line: string) => process.stderr.write(process.env.BENCH_LOG ? `desk: ${line}\n` : '');
const host = await bootHost({ dataDir, cloudUrl, port: 0, rendererDir, log });
process.send?.({ address: host.url });
process.on('message', async () => {
  await host.close();
  process.exit();
});
process.on('disconnect', () => process.exit());
