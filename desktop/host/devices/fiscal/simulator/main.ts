import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type KeptTse, SimulatedTse } from './tse.ts';

/**
 * A simulated TSE to try a till on: `npm run tse -- [--port 7787] [--file tse.json]`. With a file it keeps its key and its log.
 * Typed lines tell it what to do: `ok`, `broken`, `full`, `deaf`, `slow 3000`, `log`.
 */

const { values } = parseArgs({ options: { port: { type: 'string' }, file: { type: 'string' } } });
const { file } = values;
const kept = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptTse) : undefined;
const save = (now: KeptTse) => {
  if (!file) return;
  // Nobody finds half of it, whenever the program ends.
  writeFileSync(`${file}.next`, JSON.stringify(now), { mode: 0o600 });
  renameSync(`${file}.next`, file);
};
const tse = await new SimulatedTse({
  port: Number(values.port ?? 7787),
  onChange: save,
  ...(kept && { kept }),
}).start();
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`Simulated TSE at ${tse.address}, serial ${tse.serial}. Not a certified device.`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word = '', number = '0'] = line.trim().split(/\s+/);
  if (word === 'log') {
    say(tse.log.map((entry) => JSON.stringify(entry)).join('\n'));
    return;
  }
  if (!['ok', 'broken', 'full', 'deaf', 'slow'].includes(word)) {
    say('ok, broken, full, deaf, slow MS or log');
    return;
  }
  tse.problem = word === 'broken' || word === 'full' ? word : '';
  tse.deaf = word === 'deaf';
  tse.takes = word === 'slow' ? Number(number) || 0 : 0;
  say(`${word}: ${tse.log.length} signatures, open: ${tse.open.join(', ') || 'none'}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void tse.stop().then(() => process.exit(0)));
