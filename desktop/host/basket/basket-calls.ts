import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import * as z from 'zod';
import { groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { type Calls, call } from '../define-call.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { bareCode, readCode } from '../lists/find-code.ts';
import { givenApproval } from '../session/give-approval.ts';
import { ageCalls } from './age-calls.ts';
import { approveBasket } from './approve.ts';
import { giveByHand } from './by-hand.ts';
import { changed } from './changed.ts';
import { addCoupon, isCoupon, removeCoupon } from './coupons.ts';
import { beginExchange, dropExchange } from './exchange.ts';
import { addVariant, removeLine, setQuantity, undoRemove } from './change-lines.ts';
import { dropLayaway, refuseChanged } from '../layaways/lay-layaway.ts';
import { layawayOfNumber } from '../layaways/layaway-here.ts';
import { legCalls } from './leg-calls.ts';
import { dropPoints, refuseTaken } from './legs.ts';
import { discardParked, makeRoom, park, parkingOf, resume } from './park.ts';
import { takeParked } from '../neighbours/take-parked.ts';
import { pay } from './pay.ts';
import { priceOfAll } from './problems.ts';
import { locationOfRegister, storeFacts } from './price-basket.ts';
import { deliverCalls } from './deliver-calls.ts';
import { dropDraft, takeDraft } from './quoted.ts';
import { draftOfNumber } from './quoted-lines.ts';
import { keepWeight, weighFirst } from './weighed-lines.ts';
import { appendLine, openBasket, placeOf } from './rows.ts';
import { readBarcodeRules } from './read-promotions.ts';
import { noteSerial } from './serials.ts';
import { serialCalls } from './serial-calls.ts';
import { scannedAs, timesOf } from './scan-facts.ts';
import { basketView } from './view.ts';

const id = z.string().max(100);
/** So many of it at once */
const times = z.number().int().min(1).max(999).optional();
const quantity = z.number().int().min(1).max(10_000_000);
const amount = z
  .number()
  .int()
  .min(0)
  .max(10 ** 13);
/** What the window showed when it was paid. */
const seen = { basketId: id, due: amount };

/** A draft or quote has the basket to itself: what lies there is parked. */
async function layDraft(host: Host, window: WindowSession, draftId: string) {
  const { reader } = host.desk;
  return changed(host, window, async (connection, openId, fresh, ground) => {
    const [now, place] = [host.now(), placeOf(fresh)];
    const parked = await makeRoom(connection, openId, parkingOf(host, ground));
    const basketId = parked ? openBasket(connection, place, now, host.newId).id : openId;
    const store = storeFacts(reader, locationOfRegister(reader, fresh.registerId) || fresh.locationId);
    takeDraft(connection, draftId, { reader, basketId, store, now, newId: host.newId });
  });
}

/** One of three, and why. */
const byHand = z
  .strictObject({
    unitPrice: amount.optional(),
    percent: z
      .string()
      .regex(/^\d{1,6}\/[1-9]\d{0,6}$/)
      .optional(),
    amount: amount.optional(),
    reason: z.string().trim().min(1).max(200),
  })
  .refine(
    ({ unitPrice, percent, amount: off }) => [unitPrice, percent, off].filter((one) => one !== undefined).length === 1,
  );

export const basketCalls = {
  'basket.scan': call(
    z.strictObject({ code: z.string().max(500), times }),
    async (host, window, { code, times: wanted }) => {
      const { reader } = host.desk;
      const { variantId, parsed, problem = null } = readCode(reader, code, readBarcodeRules(reader));
      const draftId = variantId ? null : draftOfNumber(reader, bareCode(code));
      if (draftId) return { found: true, basket: await layDraft(host, window, draftId), lineId: null, problem: null };
      const layawayId = variantId ? null : layawayOfNumber(reader, bareCode(code));
      if (layawayId) {
        const basket = basketView(reader, groundOf(host, window).window, host.now());
        return { found: true, basket, lineId: null, problem: null, layawayId };
      }
      if (!variantId && isCoupon(reader, bareCode(code))) {
        const basket = await changed(host, window, (connection, basketId) =>
          addCoupon(connection, reader, basketId, bareCode(code)),
        );
        return { found: true, basket, lineId: null, problem: null };
      }
      if (!variantId) {
        const { window: fresh } = groundOf(host, window);
        return { found: false, basket: basketView(reader, fresh, host.now()), lineId: null, problem };
      }
      let lineId: string | null = null;
      const basket = await changed(host, window, (connection, basketId, fresh) => {
        const { newId } = host;
        const { currency } = storeFacts(reader, locationOfRegister(reader, fresh.registerId));
        const decimals = decimalsOf(currency) ?? 2;
        const said = scannedAs(reader, variantId, parsed?.facts ?? {}, decimals);
        const many = timesOf(said, wanted);
        // A label that says its own weight or price was weighed before.
        if (said.quantity === undefined && said.unitPrice === undefined) weighFirst(connection, variantId);
        lineId = addVariant(connection, {
          ...said,
          ...many,
          basketId,
          variantId,
          touchedBy: 'scan',
          now: host.now(),
          newId,
        });
        if (parsed?.facts?.serial) noteSerial(connection, lineId, parsed.facts.serial.slice(0, 64));
      });
      return { found: true, basket, lineId, problem: null };
    },
  ),
  'basket.add': call(z.strictObject({ variantId: id, quantity: quantity.optional(), times }), (host, window, args) =>
    changed(host, window, (connection, basketId) => {
      if (args.quantity === undefined) weighFirst(connection, args.variantId);
      addVariant(connection, { ...args, basketId, touchedBy: 'hand', now: host.now(), newId: host.newId });
    }),
  ),
  'basket.addCustom': call(
    z.strictObject({ title: z.string().trim().min(1).max(200), amount, taxClass: z.string().max(40).optional() }),
    (host, window, { title, amount: unitPrice, taxClass = 'standard' }) =>
      changed(host, window, (connection, basketId) => {
        const line = { variantId: null, title, unitPrice, taxClass, quantity: 1, touchedBy: 'hand' as const };
        appendLine(connection, basketId, line, host.now(), host.newId);
      }),
  ),
  'basket.setQuantity': call(
    z.strictObject({ lineId: id, quantity: z.number().int().min(0).max(10_000_000) }),
    (host, window, args) =>
      changed(host, window, (connection, basketId, fresh) => {
        refuseChanged(connection, basketId, args.lineId);
        if (args.quantity > 0) keepWeight(connection, fresh, args.lineId);
        setQuantity(connection, basketId, args.lineId, args.quantity, host.now());
      }),
  ),
  'basket.remove': call(z.strictObject({ lineId: id }), (host, window, { lineId }) =>
    changed(host, window, (connection, basketId) => {
      refuseChanged(connection, basketId, lineId);
      removeLine(connection, basketId, lineId, host.now());
    }),
  ),
  'basket.undoRemove': call(z.strictObject({}), (host, window) => changed(host, window, undoRemove)),
  'basket.clear': call(z.strictObject({}), (host, window) =>
    changed(host, window, (connection, basketId) => {
      dropLayaway(connection, basketId);
      refuseTaken(connection, basketId);
      const sql = 'UPDATE desk_basket_lines SET removed_at = ? WHERE basket_id = ? AND removed_at IS NULL';
      connection.runNow(sql, [host.now(), basketId]);
      connection.runNow(
        "UPDATE desk_baskets SET customer_id = NULL, coupons = '[]', by_hand = NULL, exchange = NULL, draft_id = NULL, deliver = NULL, age = NULL, taken_from = NULL WHERE id = ?",
        [basketId],
      );
    }),
  ),
  'basket.park': call(z.strictObject({ name: z.string().trim().max(60).optional() }), (host, window, { name = '' }) =>
    changed(host, window, (connection, basketId, _fresh, ground) =>
      park(connection, basketId, name, parkingOf(host, ground)),
    ),
  ),
  'basket.resume': call(z.strictObject({ parkedId: id }), (host, window, { parkedId }) =>
    takeParked(host, parkedId, () =>
      changed(host, window, (connection, openId, _fresh, ground) =>
        resume(connection, parkedId, openId, parkingOf(host, ground)),
      ),
    ),
  ),
  'basket.discardParked': call(z.strictObject({ parkedId: id }), (host, window, { parkedId }) =>
    takeParked(host, parkedId, () =>
      changed(host, window, (connection, _openId, _fresh, ground) =>
        discardParked(connection, parkedId, parkingOf(host, ground)),
      ),
    ),
  ),
  'basket.setCustomer': call(z.strictObject({ customerId: id.nullable() }), (host, window, { customerId }) =>
    changed(host, window, (connection, basketId) => {
      dropPoints(connection, basketId, customerId);
      connection.runNow('UPDATE desk_baskets SET customer_id = ? WHERE id = ?', [customerId, basketId]);
    }),
  ),
  'basket.addCoupon': call(z.strictObject({ code: z.string().trim().min(1).max(500) }), (host, window, { code }) =>
    changed(host, window, (connection, basketId) => addCoupon(connection, host.desk.reader, basketId, code)),
  ),
  'basket.removeCoupon': call(z.strictObject({ code: z.string().max(100) }), (host, window, { code }) =>
    changed(host, window, (connection, basketId) => removeCoupon(connection, basketId, code)),
  ),
  'basket.giveByHand': call(
    z.strictObject({ lineId: id.nullable(), given: byHand.nullable() }),
    (host, window, { lineId, given }) =>
      changed(host, window, (connection, basketId) => {
        if (given?.unitPrice !== undefined && lineId === null) throw priceOfAll();
        refuseChanged(connection, basketId, lineId);
        giveByHand(connection, basketId, lineId, given, host.now());
      }),
  ),
  'basket.approve': call(z.strictObject({ approval: givenApproval.optional() }), async (host, window, { approval }) => {
    await approveBasket(host, window, approval);
    return { approved: true };
  }),
  'basket.beginExchange': call(
    z.strictObject({
      orderId: id,
      originalOrderId: id,
      // The command reads its own arguments and says what is wrong with them.
      lines: z.array(z.custom<ReturnArgs['lines'][number]>()).min(1).max(500),
      shipping: amount.optional(),
      fee: amount.optional(),
      approval: givenApproval.optional(),
    }),
    (host, window, { approval, shipping, fee, ...args }) =>
      beginExchange(
        host,
        window,
        { ...args, ...(shipping !== undefined && { shipping }), ...(fee !== undefined && { fee }) },
        approval,
      ),
  ),
  'basket.takeDraft': call(z.strictObject({ draftId: id }), (host, window, { draftId }) =>
    layDraft(host, window, draftId),
  ),
  'basket.dropDraft': call(z.strictObject({}), (host, window) => changed(host, window, dropDraft)),
  'basket.dropExchange': call(z.strictObject({}), (host, window) => changed(host, window, dropExchange)),
  'basket.payCash': call(
    z.strictObject({
      ...{ ...seen, due: z.number().int(), given: amount, tip: amount.optional() },
      foreign: z.strictObject({ currency: z.string().length(3), given: amount.min(1) }).optional(),
    }),
    (host, window, args) => pay(host, window, { kind: 'cash', ...args }),
  ),
  'basket.payCard': call(
    z.strictObject({ ...seen, reference: z.string().trim().max(120), tip: amount.optional() }),
    (host, window, args) => pay(host, window, { kind: 'card', ...args }),
  ),
  'basket.payOnAccount': call(z.strictObject({ ...seen, due: amount.min(1) }), (host, window, args) =>
    pay(host, window, { kind: 'account', ...args }),
  ),
  'basket.paySplit': call(
    z.strictObject({ ...seen, cash: amount.min(1), reference: z.string().trim().max(120) }),
    (host, window, args) => pay(host, window, { kind: 'split', ...args }),
  ),
  ...legCalls,
  ...ageCalls,
  ...serialCalls,
  ...deliverCalls,
} satisfies Partial<Calls>;
