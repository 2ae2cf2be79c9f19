import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';

const [databaseUrl = '', port = '0'] = process.argv.slice(2);
const cloud = await bootCloud({
  databaseUrl,
  port: Number(port),
  log: createLog('fatal'),
  callsPerMinute: 100_000_000,
});
process.send?.({ url: cloud.url });
process.on('message', async () => {
  await cloud.close();
  process.exit();
});
process.on('disconnect', () => process.exit());
