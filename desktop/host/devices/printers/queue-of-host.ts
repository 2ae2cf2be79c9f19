import { receiptDesignAt } from '../../session/receipt-design.ts';
import { storeAt } from '../../session/store-at.ts';
import { speechOf } from '../../../bridge/receipt-words.ts';
import { partOfReceipt } from '../../../bridge/part-of-receipt.ts';
import { receiptView } from '../../basket/receipt.ts';
import { locationOfRegister } from '../../basket/price-basket.ts';
import type { Reader } from '../../database/reader.ts';
import type { Host } from '../../host.ts';
import { type CardOnPaper, cardPaper } from './card-paper.ts';
import { slipOf } from '../../layaways/slip.ts';
import { layawayPaper } from './layaway-paper.ts';
import { columnsOf, type PaperWidth } from './paper.ts';
import { papersOn, printBytes } from './print-bytes.ts';
import { PrintQueue } from './print-queue.ts';
import { logoBitmap } from './raster/logo.ts';
import type { PaperDesign } from './receipt-ends.ts';
import { receiptPaper, testPaper } from './receipt-paper.ts';
import { sendBytes } from './send-bytes.ts';
import { VirtualPrinter } from './virtual-printer.ts';

export interface Printing {
  readonly queue: PrintQueue;
  readonly virtual: VirtualPrinter;
  stop(): Promise<void>;
}

/** Null where its code is not at this desk, or what is on it is not known here yet. */
function cardOnPaper(reader: Reader, registerId: string, creditId: string): CardOnPaper | null {
  const code = reader.get<{ code: string }>('SELECT code FROM desk_card_codes WHERE credit_id = ?', [creditId])?.code;
  const account = reader.get<{ currency: string; expiresOn: string | null; amount: number }>(
    `SELECT a.currency, a.expires_on AS expiresOn, (SELECT m.amount FROM credit_movements m WHERE m.account_id = a.id AND m.amount > 0
       ORDER BY m.occurred_at, m.id LIMIT 1) AS amount FROM credit_accounts a WHERE a.id = ?`,
    [creditId],
  );
  if (code === undefined || !account) return null;
  const store = storeAt(reader, locationOfRegister(reader, registerId));
  return {
    ...account,
    code,
    storeName: store?.name ?? '',
    header: store?.receiptHeader ?? '',
    language: store?.locale ?? 'en-GB',
  };
}

async function designOfOrder(reader: Reader, orderId: string, width: PaperWidth): Promise<PaperDesign> {
  const order = reader.get<{ locationId: string }>('SELECT location_id AS locationId FROM orders WHERE id = ?', [
    orderId,
  ]);
  const { design } = receiptDesignAt(reader, order?.locationId ?? null);
  return { design, logo: await logoBitmap(design.logo, width) };
}

const known = new WeakMap<object, Printing>();

/** The printers of this desk: one queue, and the one that shows its paper on the screen. */
export function printing({ desk, now, log, changed }: Pick<Host, 'desk' | 'now' | 'log' | 'changed'>): Printing {
  const made = known.get(desk);
  if (made) return made;
  const { reader } = desk;
  const virtual = new VirtualPrinter(() => changed('prints'), now);
  const queue = new PrintQueue({
    desk,
    now,
    log,
    bytesOf: async ({ kind, orderId, registerId, part, creditId }, roll) => {
      const { width } = roll;
      if (kind === 'card') {
        const card = creditId === null ? null : cardOnPaper(reader, registerId, creditId);
        return card && printBytes(cardPaper(card, width, papersOn(card.language)), roll, card.language);
      }
      if (kind === 'layaway') {
        const slip = orderId === null ? null : slipOf(reader, registerId, orderId);
        return slip && printBytes(layawayPaper(slip, papersOn(slip.language)), roll, slip.language);
      }
      if (kind === 'test') {
        const register = reader.get<{ name: string; locationId: string }>(
          'SELECT name, location_id AS locationId FROM registers WHERE id = ?',
          [registerId],
        );
        const zone = storeAt(reader, register?.locationId ?? null)?.timeZone ?? 'UTC';
        const paper = testPaper(register?.name ?? '', speechOf('en-GB').moment(now(), zone), columnsOf[width]);
        return printBytes(paper, roll, 'en-GB');
      }
      const receipt = orderId === null ? null : receiptView(reader, orderId);
      const wanted = receipt && part !== null ? (partOfReceipt(receipt, part) ?? receipt) : receipt;
      if (!wanted || orderId === null) return null;
      const paper = receiptPaper(
        wanted,
        kind,
        papersOn(wanted.language ?? 'en-GB'),
        await designOfOrder(reader, orderId, width),
      );
      return printBytes(paper, roll, wanted.language ?? 'en-GB');
    },
    send: async (settings, bytes, signal) => {
      if (settings.model !== 'virtual') return sendBytes(settings, bytes, signal);
      if (!virtual.off) await virtual.start();
      return sendBytes({ model: 'network', address: virtual.address }, bytes, signal);
    },
  });
  const printing: Printing = {
    queue,
    virtual,
    stop: async () => {
      await queue.stop();
      await virtual.stop();
    },
  };
  known.set(desk, printing);
  return printing;
}
