import { connect } from 'node:net';
import type { Signal } from '@tillhouse/sync/client/aborter.ts';
import { frameOf, frameReader } from '../terminals/frames.ts';
import type { SimulatedAddress } from '../terminals/simulated-adapter.ts';
import { ABANDONED_DATA, RECEIPT_TYPE, receiptData } from './kassensichv.ts';
import { ALGORITHM, TIME_FORMAT } from './log-message.ts';
import { type FiscalPort, FiscalNotOpen, FiscalRefused, FiscalSilent } from './port.ts';
import { type TseAnswer, tseAnswer, type TseRequest } from './tse-messages.ts';

/** One request on a line of its own; whoever stops waiting leaves nothing behind. */
function ask(address: SimulatedAddress, request: TseRequest, signal: Signal): Promise<TseAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stopped);
      socket.destroy();
      settle();
    };
    const lost = (why: string) => end(() => reject(new FiscalSilent(why)));
    const stopped = () => lost('it did not answer in time');
    if (signal.aborted) return stopped();
    signal.addEventListener('abort', stopped, { once: true });
    const read = frameReader((message) => {
      const said = tseAnswer.safeParse(message);
      if (said.success) end(() => resolve(said.data));
      else lost('its answer was not understood');
    });
    socket.on('connect', () => socket.write(frameOf(request)));
    socket.on('data', (piece) => {
      try {
        read(piece);
      } catch (error) {
        lost(String(error));
      }
    });
    socket.on('error', (error) => lost(error.message));
    socket.on('close', () => lost('the line was closed'));
  });
}

/** A TSE as the German KassenSichV asks for one, simulated over TCP. Nothing about it is certified. */
export function simulatedTse(address: SimulatedAddress, client: string, signal: Signal): FiscalPort {
  async function said<S extends TseAnswer['say']>(
    request: TseRequest,
    wanted: S,
  ): Promise<Extract<TseAnswer, { say: S }>> {
    const answer = await ask(address, request, signal);
    if (answer.say === 'refused') throw new FiscalRefused(answer.why);
    if (answer.say === 'not-open') throw new FiscalNotOpen('transaction' in request ? request.transaction : 0);
    if (answer.say !== wanted) throw new FiscalSilent(`it answered ${answer.say} to ${request.ask}`);
    return answer as Extract<TseAnswer, { say: S }>;
  }
  const finish = (transaction: number, processData: string) =>
    said({ ask: 'finish', client, transaction, processType: RECEIPT_TYPE, processData }, 'finished');

  return {
    facts: async () => {
      const { name, serial, counter, problem } = await said({ ask: 'facts' }, 'facts');
      return { name, serial, counter, problem };
    },
    start: async () => (await said({ ask: 'start', client }, 'started')).transaction,
    finish: async (transaction, figures) => {
      const { entry, startedSecond, serial, publicKey } = await finish(transaction, receiptData(figures));
      const { counter, processType, processData, second, signature } = entry;
      return {
        ...{ state: 'signed', client, serial, transaction, counter, processType, processData, signature, publicKey },
        ...{ startedAt: startedSecond * 1_000, finishedAt: second * 1_000 },
        ...{ algorithm: ALGORITHM, timeFormat: TIME_FORMAT },
      };
    },
    abandon: async (transaction) => {
      await finish(transaction, ABANDONED_DATA);
    },
    journal: async () => {
      const lines: string[] = [];
      for (let from = 1, more = true; more; ) {
        const page = await said({ ask: 'log', from }, 'log');
        lines.push(...page.entries.map((entry) => JSON.stringify(entry)));
        more = page.more && page.entries.length > 0;
        from = (page.entries.at(-1)?.counter ?? 0) + 1;
      }
      return lines.map((line) => `${line}\n`).join('');
    },
  };
}
