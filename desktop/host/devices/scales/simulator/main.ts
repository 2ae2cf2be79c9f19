import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { ScaleModel } from '../scale-protocols.ts';
import { SimulatedScale } from '../simulated-scale.ts';

/** A simulated scale to try a till on: `npm run scale -- [--port 7797] [--model mt-8217|nci] [--unit kg|lb]`. */
const { values } = parseArgs({
  options: { port: { type: 'string' }, model: { type: 'string' }, unit: { type: 'string' } },
});
const model: ScaleModel = values.model === 'nci' ? 'nci' : 'mt-8217';
const scale = await new SimulatedScale({
  model,
  unit: values.unit === 'lb' ? 'LBR' : 'KGM',
  port: Number(values.port ?? 7_797),
}).start();
const say = (text: string) => process.stdout.write(`${text}\n`);
say(
  `Simulated scale (${model}) at ${scale.address}. Type a weight such as 0.425, or: moving, over, under, fault, deaf, ok.`,
);

const troubles = ['moving', 'over', 'under', 'fault'] as const;
createInterface({ input: process.stdin }).on('line', (line) => {
  const word = line.trim().toLowerCase();
  const trouble = troubles.find((one) => one === word);
  if (/^\d{1,3}(\.\d{1,3})?$/.test(word)) {
    scale.weight = Math.round(Number(word) * 1_000);
    scale.trouble = null;
  } else if (trouble) scale.trouble = trouble;
  else if (word === 'deaf') scale.deaf = true;
  else if (word === 'ok') [scale.trouble, scale.deaf] = [null, false];
  else if (word !== '') say('Not understood.');
  say(`${scale.weight / 1_000} ${scale.unit === 'KGM' ? 'kg' : 'lb'}${scale.trouble ? `, ${scale.trouble}` : ''}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void scale.stop().then(() => process.exit(0)));
