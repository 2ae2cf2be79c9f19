import * as z from 'zod';
import { receiptOf, type StoreReceipt, storeReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { holds } from '@tillhouse/shared/domains/access/rights.ts';
import { codeToPrint } from '../../credit/credit-calls.ts';
import { noRegister } from '../../basket/problems.ts';
import { groundOf } from '../../commands/run-command.ts';
import { type Calls, call } from '../../define-call.ts';
import type { Host } from '../../host.ts';
import { HostProblem } from '../../problem.ts';
import type { WindowSession } from '../../session/windows.ts';
import { deviceAt, printerSettings, writeDevice } from '../device-settings.ts';
import { checkAddress } from './printer-address.ts';
import { papersOn, printBytes } from './print-bytes.ts';
import { enqueue, type JobKind } from './print-queue.ts';
import { printing } from './queue-of-host.ts';
import { logoBitmap } from './raster/logo.ts';
import { readEscpos } from './read-escpos.ts';
import { receiptPaper } from './receipt-paper.ts';
import { sampleReceipt } from './sample-receipt.ts';

const id = z.string().max(100);

const mayNot = (permission: string) =>
  new HostProblem(
    'access.forbidden',
    'forbidden',
    `This needs the permission “${permission}”. Nothing was changed or printed. Ask somebody who has it.`,
    { permission },
  );
const noCode = () =>
  new HostProblem(
    'print.no-code',
    'not-found',
    'The code of this card is not at this desk, so nothing was printed. Print it at the desk that sold it.',
  );
const noPrinter = () =>
  new HostProblem(
    'print.no-printer',
    'refused',
    'No printer is set up for this register, so nothing was printed. Set one up under Devices.',
  );

function atRegister(host: Host, window: WindowSession, permission: 'till.sell' | 'till.manage') {
  const ground = groundOf(host, window);
  if (!holds(ground.person, permission)) throw mayNot(permission);
  const { registerId } = ground.window;
  return { ground, registerId };
}

const printedBefore =
  "SELECT 1 FROM desk_print_jobs WHERE order_id = ? AND part IS ? AND kind IN ('receipt', 'copy') AND state <> 'dropped'";

interface Wanted {
  readonly kind: JobKind;
  readonly orderId: string | null;
  readonly part?: number | null | undefined;
  readonly creditId?: string | null;
}

async function print(
  host: Host,
  registerId: string | null,
  { kind: wanted, orderId, part = null, creditId = null }: Wanted,
): Promise<null> {
  if (!registerId) throw noRegister();
  if (!deviceAt(host.desk.reader, registerId, 'printer')) throw noPrinter();
  // The first paper of a sale is the receipt itself.
  const first = wanted === 'copy' && orderId !== null && !host.desk.reader.get(printedBefore, [orderId, part]);
  const kind = first ? 'receipt' : wanted;
  await host.desk.transaction('foreground', async (connection) =>
    enqueue(connection, { registerId, kind, orderId, part, creditId }, host.now()),
  );
  printing(host).queue.wake();
  return null;
}

export const printCalls = {
  'devices.savePrinter': call(
    z.strictObject({ registerId: id, settings: printerSettings.nullable() }),
    async (host, window, { registerId, settings }) => {
      atRegister(host, window, 'till.manage');
      if (settings) checkAddress(settings);
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, registerId, 'printer', settings, host.now()),
      );
      printing(host).queue.wake();
      return null;
    },
  ),
  'print.test': call(z.strictObject({ registerId: id }), (host, window, { registerId }) => {
    atRegister(host, window, 'till.manage');
    return print(host, registerId, { kind: 'test', orderId: null });
  }),
  'print.receipt': call(
    z.strictObject({ orderId: id, kind: z.enum(['copy', 'gift']), part: z.number().int().min(1).max(20).optional() }),
    (host, window, job) => print(host, atRegister(host, window, 'till.sell').registerId, job),
  ),
  'print.card': call(z.strictObject({ creditId: id }), async (host, window, { creditId }) => {
    const { registerId } = atRegister(host, window, 'till.sell');
    if (codeToPrint(host, window, creditId) === null) throw noCode();
    return print(host, registerId, { kind: 'card', orderId: null, creditId });
  }),
  'print.slip': call(z.strictObject({ layawayId: id }), (host, window, { layawayId }) =>
    print(host, atRegister(host, window, 'till.sell').registerId, { kind: 'layaway', orderId: layawayId }),
  ),
  'print.again': call(z.strictObject({}), async (host, window) => {
    atRegister(host, window, 'till.sell');
    printing(host).queue.wake();
    return null;
  }),
  'print.drop': call(z.strictObject({}), async (host, window) => {
    const { registerId } = atRegister(host, window, 'till.sell');
    if (!registerId) throw noRegister();
    await host.desk.transaction('foreground', async (connection) => {
      const sql =
        "UPDATE desk_print_jobs SET state = 'dropped', done_at = ? WHERE register_id = ? AND state = 'waiting'";
      connection.runNow(sql, [host.now(), registerId]);
    });
    printing(host).queue.wake();
    return null;
  }),
  'print.openDrawer': call(z.strictObject({}), async (host, window) => {
    const { registerId } = atRegister(host, window, 'till.sell');
    return { opened: registerId ? await printing(host).queue.openDrawer(registerId) : false };
  }),
  'print.preview': call(
    z.strictObject({
      width: z.union([z.literal(80), z.literal(58)]),
      storeName: z.string().max(120),
      header: z.string().max(400),
      footer: z.string().max(400),
      currency: z.string().length(3),
      locale: z.string().max(35),
      kind: z.enum(['receipt', 'copy', 'gift']),
      receipt: z.custom<StoreReceipt>((value) => storeReceipt.safeParse(value).success).nullable(),
    }),
    async (host, _window, { width, locale, kind, receipt, ...store }) => {
      const sample = { ...sampleReceipt(store, host.now()), language: locale };
      const design = receiptOf({ receipt });
      const made = { design, logo: await logoBitmap(design.logo, width) };
      return readEscpos(printBytes(receiptPaper(sample, kind, papersOn(locale), made), { width }, locale));
    },
  ),
  'print.virtual': call(
    z.strictObject({
      paper: z.enum(['there', 'out']).optional(),
      on: z.boolean().optional(),
      clear: z.boolean().optional(),
    }),
    async (host, window, { paper, on, clear }) => {
      atRegister(host, window, 'till.sell');
      const { virtual, queue } = printing(host);
      if (paper) virtual.paper = paper;
      if (clear) virtual.clear();
      if (on !== undefined) {
        virtual.off = !on;
        if (on) await virtual.start();
        else await virtual.stop();
      }
      if (paper ?? on) queue.wake();
      return virtual.state();
    },
  ),
} satisfies Partial<Calls>;
