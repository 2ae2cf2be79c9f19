import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { collectStart } from '@tillhouse/cloud-api/platform/collect-start.ts';
import { fileKms } from '@tillhouse/cloud-api/platform/keys/file-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';

const [databaseUrl = '', port = '0', keyDir = '', brokers = ''] = process.argv.slice(2);
const cloud = await bootCloud({
  databaseUrl,
  port: Number(port),
  kms: fileKms(keyDir),
  log: createLog('fatal'),
  callsPerMinute: 100_000_000,
  ...(brokers === '' ? {} : { bus: 'kafka' as const, kafkaBrokers: brokers.split(',') }),
});
collectStart();
process.send?.({ url: cloud.url });
process.on('message', async (said) => {
  if (said === 'collect') {
    collectStart();
    return process.send?.('collected');
  }
  await cloud.close();
  process.exit();
});
process.on('disconnect', () => process.exit());
