import { demoWeighing } from './scale.ts';
import { withSerials } from './serials.ts';
import { answerAge } from './age.ts';
import type { BridgeProblem } from '../../../bridge/contract.ts';
import type { ByHand, SessionState } from '../../../bridge/views.ts';
import type { DemoAccess } from './access.ts';
import { cartLetterFigures } from './stores.ts';
import { ledgerBalance, ledgerBook, ledgerPayouts } from './ledger.ts';
import { auditChain, auditExport, auditList, auditOne } from './audit.ts';
import { locations } from './catalog.ts';
import { cardAnswer } from './cards.ts';
import type { EditArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import { creditCall } from './credit.ts';
import { editPreview } from './edit-preview.ts';
import { demoDraft, demoPlacing, demoPriced, layDraft } from './drafts.ts';
import { keysAnswer } from './keys.ts';
import { labelAnswer } from './labels.ts';
import { layawayCall } from './layaways.ts';
import { paymentsAnswer } from './payments.ts';
import { carriersAnswer } from './carriers.ts';
import { taxProvidersAnswer } from './tax-providers.ts';
import { vatAnswer } from './vat.ts';
import { saveNeighbours } from './neighbours.ts';
import { people, sessionState } from './session.ts';
import { securityAnswer } from './security.ts';
import { purchaseOrder } from './stock.ts';
import { waitedFor, whoWaits } from './waiting.ts';
import { type DemoBasket, tiles } from './till.ts';
import { noReceiptWorth } from './no-receipt.ts';
import { visitsAnswer } from './visits.ts';

export interface DemoDesk {
  /** Whoever is here signed in by PIN and not to the cloud */
  readonly alone: boolean;
  session: SessionState;
  readonly basket: DemoBasket;
  readonly access: DemoAccess;
  readonly received: Map<string, number>;
  readonly receipts: Map<string, unknown>;
  readonly changed: (...tables: string[]) => void;
  /** Who is here has shown that it is them */
  shown?: boolean;
}

/** Of Joanna, at the sample desk alone; shorter than real ones, with digits enough for a PIN. */
export const DEMO_BADGE = 'TB1.98765432';

const problem = (code: string, message: string): BridgeProblem => ({ code, kind: 'refused', message, details: {} });

/** What the sample desk does when it is called. */
export function demoCall(desk: DemoDesk, name: string, args: Record<string, unknown>): unknown {
  const { basket, received, receipts, changed } = desk;
  if (name === 'orders.tryDraft') return demoPriced(args.coupons as readonly string[] | undefined);
  if (name === 'orders.tryEdit') return editPreview(args as unknown as EditArgs);
  if (name === 'orders.tryPlaceDraft') return demoPlacing;
  const ofLayaway = layawayCall(basket, name, args);
  if (ofLayaway !== undefined) return ofLayaway;
  const ofCredit = creditCall(name, args);
  if (ofCredit !== undefined) return ofCredit;
  if (name === 'session.signInWithPin') {
    if (args.pin !== '123456') throw problem('access.wrong-pin', 'That PIN is not right. 4 tries left on this desk.');
    const person = people.find((one) => one.id === args.staffId) ?? null;
    desk.session = { ...sessionState('open'), person };
    changed('session');
    return person;
  }
  if (name === 'session.prove') {
    if (args.pin !== '123456') throw problem('access.wrong-pin', 'That PIN is not right. 4 tries left on this desk.');
    desk.shown = true;
    return null;
  }
  if (name === 'session.signInWithBadge') {
    if (args.badge !== DEMO_BADGE) throw problem('access.badge-unknown', 'This badge is nobody’s here.');
    const person = people.find(({ id }) => id === 'joanna') ?? null;
    desk.session = { ...sessionState('open'), person };
    changed('session');
    return person;
  }
  if (name.startsWith('session.enrol')) {
    if (args.code === '0000-0000' || args.password === 'wrong')
      throw problem(
        'access.enrol-refused',
        'This code is not known or was used already. Nothing was enrolled. Ask the owner for a new code.',
      );
    desk.session = sessionState('locked');
    changed('session');
    return desk.session;
  }
  if (name === 'session.beginAbroad') {
    const id = 'abroad';
    if (args.way === 'browser') return { way: 'browser', id, url: 'about:blank' };
    const [userCode, verificationUri] = ['BCDF-GHJK', 'https://larkhall.example/auth/device'];
    return { way: 'code', id, userCode, verificationUri, expiresAt: Date.UTC(2026, 10, 24, 8, 22) };
  }
  // Nobody comes back from elsewhere here.
  if (name === 'session.finishAbroad') return new Promise(() => {});
  if (name === 'session.cancelAbroad') return null;
  if (name === 'session.signOut') {
    basket.leave(desk.session.person?.name ?? '');
    desk.session = sessionState('locked');
    changed('session');
    return null;
  }
  if (name === 'session.setTraining') {
    desk.session = { ...desk.session, training: args.on === true };
    changed('session', 'basket');
    return desk.session;
  }
  if (name === 'till.tryReturnWithoutReceipt') return noReceiptWorth(args);
  if (name.startsWith('security.')) return securityAnswer(name, desk.alone);
  if (name.startsWith('payments.')) return paymentsAnswer(name, desk.alone);
  if (name.startsWith('taxProviders.')) return taxProvidersAnswer(name, args, desk.alone);
  if (name.startsWith('carriers.')) return carriersAnswer(name, desk.alone);
  if (name.startsWith('vat.')) return vatAnswer(name, args, desk.alone);
  if (/^(keys|apps)\./.test(name)) return keysAnswer(name, args, desk.alone);
  if (name.startsWith('visits.')) return visitsAnswer(name, desk.alone);
  if (name === 'session.beginKey') return { id: 'sample', url: 'about:blank' };
  // Nobody uses a key at the sample desk.
  if (name === 'session.finishKey') return new Promise(() => {});
  if (name === 'session.makeBadge') {
    if (desk.session.person) desk.access.setBadge(desk.session.person.id, true);
    changed('staff');
    return { text: 'TB1.the-badge-of-the-sample-desk-opens-nothing-at-al' };
  }
  if (name === 'session.setPin') {
    if (args.pin === '111111')
      throw problem('access.easy-pin', 'The first who tries would try this PIN. The PIN stays as it was.');
    desk.access.setPin(String(args.staffId), args.pin !== null);
    changed('staff');
    return null;
  }
  if (name === 'session.setLocation') {
    desk.session = { ...desk.session, location: locations.find((place) => place.id === args.locationId) ?? null };
    changed('session');
    return desk.session;
  }
  const card = cardAnswer(desk, name, args);
  if (card !== undefined) return card;
  if (name === 'basket.payCash' || name === 'basket.payCard' || name === 'basket.finish') {
    if (name === 'basket.payCash' && Number(args.given) < basket.view().cashTotal)
      throw problem(
        'orders.too-little-cash',
        'That is less than the total. Nothing was sold. Take more or change the basket.',
      );
    const receipt = basket.pay(
      name === 'basket.finish' ? null : name === 'basket.payCash' ? 'cash' : 'card',
      Number(args.given ?? 0),
    );
    receipts.set(receipt.orderId, receipt);
    changed('basket', 'orders');
    return receipt;
  }
  if (name === 'basket.scan') {
    const lineId = basket.scan(String(args.code));
    return { found: lineId !== null, lineId, basket: basket.view(), problem: null };
  }
  if (name === 'basket.add') basket.add(String(args.variantId), '', args.quantity as number | undefined);
  if (name === 'basket.setQuantity') basket.setQuantity(String(args.lineId), Number(args.quantity));
  if (name === 'basket.remove') basket.remove(String(args.lineId));
  if (name === 'basket.undoRemove') basket.undoRemove();
  if (name === 'basket.beginExchange')
    basket.exchange = {
      ...{ orderId: String(args.originalOrderId), number: 'B2-1171', worth: 8_900, part: 0, back: 0 },
      ...{ returnId: 'r-1', against: 0, backs: [] },
      lines: [{ title: 'Dome table lamp, Brass', quantity: 1, scale: 0, total: 8_900 }],
    };
  if (name === 'basket.dropExchange') basket.exchange = null;
  if (name === 'basket.takeDraft') layDraft(basket, demoDraft(String(args.draftId)));
  if (name === 'basket.dropDraft') basket.draft = null;
  if (name === 'basket.answerAge') answerAge(basket, args.oldEnough === true);
  if (name === 'basket.clear') basket.lines = [];
  if (name === 'basket.setCustomer') basket.customerId = args.customerId as string | null;
  if (name === 'basket.park') basket.park(String(args.name ?? ''));
  if (name === 'basket.resume') basket.resume(String(args.parkedId));
  if (name === 'basket.setSerials')
    basket.lines = basket.lines.map((line) =>
      line.id === args.lineId ? withSerials(line, args.serials as string[]) : line,
    );
  if (name === 'basket.discardParked') basket.discard(String(args.parkedId));
  if (name === 'basket.giveByHand') basket.give(args.lineId as string | null, args.given as ByHand | null);
  if (name === 'basket.addCustom')
    basket.lines = [
      ...basket.lines,
      {
        id: `custom-${basket.lines.length}`,
        variantId: null,
        title: String(args.title),
        variantTitle: '',
        sku: '',
        image: null,
        quantity: 1,
        scale: 0,
        unit: 'H87',
        unitPrice: Number(args.amount),
        perUnit: '',
        discount: 0,
        total: Number(args.amount),
        note: 'Custom item',
        onHand: null,
        why: [],
        byHand: null,
      },
    ];
  if (name.startsWith('basket.')) return basket.view();
  if (name === 'receiving.scan') {
    const tile = tiles.find((one) => one.code === args.code || one.sku === args.code);
    const line = tile && purchaseOrder('po-1184', received).lines.find((one) => one.sku === tile.sku);
    if (!tile)
      return {
        outcome: 'unknown',
        title: '',
        sku: null,
        variantId: null,
        received: null,
        ordered: null,
        onHandBefore: null,
        mutationId: null,
      };
    if (args.purchaseOrderId && !line)
      return {
        outcome: 'wrong',
        title: tile.title,
        sku: tile.sku,
        variantId: tile.variantId,
        received: null,
        ordered: null,
        onHandBefore: null,
        mutationId: null,
      };
    const quantity = Number(args.quantity ?? 1);
    received.set(tile.sku, (received.get(tile.sku) ?? 0) + quantity);
    changed('purchase_order_lines');
    return {
      outcome: 'right',
      title: tile.title,
      sku: tile.sku,
      variantId: tile.variantId,
      received: (line?.received ?? 0) + quantity,
      ordered: line?.ordered ?? null,
      onHandBefore: 9,
      mutationId: 'm-1',
    };
  }
  if (name === 'orders.findOlder') return { orderIds: [] };
  if (name === 'neighbours.bringSale') return { here: false };
  if (name === 'neighbours.save') {
    changed('neighbours');
    return saveNeighbours(args);
  }
  if (name === 'scale.read') return demoWeighing(String(args.variantId), Number(args.tare));
  if (name === 'cartLetters.figures') return cartLetterFigures;
  if (name === 'stock.waitedFor') return waitedFor();
  if (name === 'stock.whoWaits') return whoWaits();
  if (name.startsWith('labels.')) return labelAnswer(name, args);
  if (name === 'orders.payLink') return { url: 'https://cloud.example/pay?order=1', due: 4_000, currency: 'GBP' };
  if (name === 'ledger.balance') return ledgerBalance;
  if (name === 'ledger.payouts') return ledgerPayouts;
  if (name === 'ledger.book') return ledgerBook;
  if (name === 'audit.list') return auditList(args);
  if (name === 'audit.export') return auditExport;
  if (name === 'audit.one') return auditOne(String(args.id));
  if (name === 'audit.chain') return auditChain;
  if (name === 'diagnostics.copy') return { text: 'Tillhouse sample desk' };
  return null;
}
