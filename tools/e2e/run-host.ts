import { createInterface } from 'node:readline';
import { bootHost } from '@tillhouse/desktop/host/boot.ts';

/**
 * A desk's host as a process of its own, so that a test can kill it: `node run-host.ts DATA CLOUD PORT SCREENS`.
 * Says `{"address"}` when it is up; each line on its input asks for another address of that page.
 */
const [dataDir = '', cloudUrl = '', port = '0', rendererDir = ''] = process.argv.slice(2);
const host = await bootHost({ dataDir, cloudUrl, port: Number(port), rendererDir, log: (line) => console.error(line) });
const say = (address: string) => console.log(JSON.stringify({ address }));
say(host.url);
createInterface({ input: process.stdin }).on('line', (page) => say(host.address(page)));
process.on('SIGTERM', () => void host.close().then(() => process.exit(0)));
