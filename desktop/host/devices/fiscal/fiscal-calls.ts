import * as z from 'zod';
import { type Calls, call } from '../../define-call.ts';
import { HostProblem } from '../../problem.ts';
import { deviceAt, fiscalSettings, writeDevice } from '../device-settings.ts';
import { manages } from '../device-calls.ts';
import { badAddress } from '../terminals/card-problems.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { fiscalCsv } from './journal.ts';
import { simulatedTse } from './simulated-tse.ts';
import { fiscalUnits } from './units-of-host.ts';

const registerId = z.string().max(100);
const TEST_MS = 5_000;
/** A long log comes in pages. */
const JOURNAL_MS = 60_000;

const noDevice = () =>
  new HostProblem(
    'devices.no-fiscal-device',
    'refused',
    'No fiscal device is set up for this register, so there is no journal. Set one up, or choose another register.',
  );

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export const fiscalCalls = {
  'devices.saveFiscal': call(
    z.strictObject({ registerId, settings: fiscalSettings.nullable() }),
    async (host, window, { registerId: id, settings }) => {
      manages(host, window);
      if (settings && !addressOf(settings.address)) throw badAddress(settings.address);
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, id, 'fiscal', settings, host.now()),
      );
      return null;
    },
  ),
  'devices.testFiscal': call(
    z.strictObject({ address: z.string().trim().max(200), client: fiscalSettings.shape.client }),
    async (host, window, { address: text, client }) => {
      manages(host, window);
      const address = addressOf(text);
      if (!address) throw badAddress(text);
      try {
        const { name, serial, counter, problem } = await simulatedTse(
          address,
          client,
          AbortSignal.timeout(TEST_MS),
        ).facts();
        const said = problem ? `it does not sign: ${problem}` : `${counter} signatures`;
        return { ready: problem === '', text: `${name}, ${serial.slice(0, 16)}…: ${said}` };
      } catch (error) {
        return { ready: false, text: reasonOf(error) };
      }
    },
  ),
  'devices.fiscalJournal': call(z.strictObject({ registerId }), async (host, window, { registerId: id }) => {
    manages(host, window);
    const { reader } = host.desk;
    const settings = deviceAt(reader, id, 'fiscal');
    if (!settings) throw noDevice();
    const address = addressOf(settings.address);
    const port = address && simulatedTse(address, settings.client, AbortSignal.timeout(JOURNAL_MS));
    const log = await (port?.journal() ?? Promise.resolve(null)).catch((error: unknown) => {
      host.log(`the journal of ${settings.address}: ${reasonOf(error)}`);
      return null;
    });
    fiscalUnits(host).wake();
    return { csv: fiscalCsv(reader, id), log };
  }),
} satisfies Partial<Calls>;
