import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Attempt, Payments } from '../../../platform/payments/payments.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { readBook } from '../attempts/attempt-rows.ts';
import type { Book } from '../attempts/book.ts';
import { operationOf } from '../attempts/operations.ts';
import { callOf, providerOf } from '../attempts/steps.ts';
import type { PaymentsContext } from '../context.ts';
import { CARD_PRESENT, type ToldCard } from '../providers/terminal.ts';
import { keepCard, readKey, refuseKey, type TerminalKey, writeKey } from './terminal-keys.ts';

/** What became of a till's key, in the words that tills have for their terminals. */
export type KeyState =
  | {
      readonly state: 'approved';
      /** Minor units; with the tip */
      readonly amount: number;
      readonly tip: number;
      readonly reference: string;
      readonly provider: string;
      readonly card: Omit<ToldCard, 'tip'> | null;
    }
  | { readonly state: 'running'; readonly progress: 'present-card' | 'authorising' }
  | { readonly state: 'declined' | 'cancelled' | 'never'; readonly reason: string }
  | { readonly state: 'reversed' };

export interface AskedAtTill {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly staffId: string;
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
}

export interface OfDevice {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly key: string;
}

export interface Terminal {
  charge(
    asked: AskedAtTill & { readonly reader: string; readonly asksTip: boolean; readonly description: string },
  ): Promise<KeyState>;
  /** @param charge the key of what was taken */
  refund(asked: AskedAtTill & { readonly charge: string }): Promise<KeyState>;
  /** One that nobody ever asked for under it is refused from then on. */
  ask(of: OfDevice): Promise<KeyState>;
  /** Ends what no card was presented for yet. */
  cancel(of: OfDevice): Promise<KeyState>;
  reverse(of: OfDevice): Promise<{ readonly done: boolean; readonly reason: string }>;
}

const NEVER = 'Nothing was sent to the reader under this, and nothing will be';
const OTHERS = 'Another device asked for this payment';

/**
 * Cards at readers that a provider drives, for tills: each key of a till is one attempt here, or one refund of one. The till holds
 * its key before it asks; here it is a row before the provider hears of it. Asked again, it leads to the same.
 */
export function terminalService(context: PaymentsContext, payments: Payments): Terminal {
  const read = <T>(tenantId: string, work: Parameters<typeof context.inTenant<T>>[1]) =>
    context.inTenant(tenantId, work);

  const begin = async (tenantId: string, key: TerminalKey, description: string): Promise<Attempt | null> => {
    const { id: attemptId, orderId, amount, currency, reader, asksTip } = key;
    try {
      return await payments.begin({
        ...{ tenantId, attemptId, checkoutId: orderId, orderId, amount, currency, method: CARD_PRESENT },
        ...{ returnUrl: '', description, email: '', atReader: { reader, asksTip } },
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Nothing of it was written: there is no account to take it by.
      await read(tenantId, (db) => refuseKey(db, tenantId, attemptId, error.message));
      return null;
    }
  };

  const charged = async (tenantId: string, key: TerminalKey): Promise<KeyState> => {
    const book = await read(tenantId, (db) => readBook(db, tenantId, key.id, false));
    if (book?.state === 'action' && (await atIt(book, key.reader)))
      return { state: 'running', progress: 'present-card' };
    // Its process ended between the two rows: it is asked for now, or is over.
    const attempt = book ? await payments.look(tenantId, key.id) : await begin(tenantId, key, '');
    return attempt ? chargeState(tenantId, key, attempt) : refused(tenantId, key.id);
  };

  const atIt = async (book: Book, reader: string): Promise<boolean> => {
    const { terminal } = providerOf(context, book);
    // A provider that is away says nothing: the look that follows says the same in its own way.
    return (await terminal?.atIt(callOf(context, book), reader).catch(() => false)) ?? false;
  };

  const refused = async (tenantId: string, id: string): Promise<KeyState> => {
    const key = await read(tenantId, (db) => readKey(db, tenantId, id));
    return { state: 'never', reason: key?.reason || NEVER };
  };

  const chargeState = async (tenantId: string, key: TerminalKey, attempt: Attempt): Promise<KeyState> => {
    const { state, captured, reference, provider, problem } = attempt;
    if (state === 'captured') {
      const card = key.card ?? (await cardOf(tenantId, key.id));
      const { tip = 0, ...shown } = card ?? {};
      return {
        ...{ state: 'approved', amount: captured, tip, reference: reference ?? '', provider },
        card: card && (shown as Omit<ToldCard, 'tip'>),
      };
    }
    if (state === 'released' || state === 'refunded')
      return captured > 0 ? { state: 'reversed' } : { state: 'cancelled', reason: problem?.message ?? '' };
    if (state !== 'declined')
      return { state: 'running', progress: state === 'action' ? 'present-card' : 'authorising' };
    const reason = problem?.message ?? '';
    if (problem?.code === 'payments.cancelled') return { state: 'cancelled', reason };
    return { state: problem?.code === 'payments.declined' ? 'declined' : 'never', reason };
  };

  const cardOf = async (tenantId: string, attemptId: string): Promise<ToldCard | null> => {
    const book = await read(tenantId, (db) => readBook(db, tenantId, attemptId, false));
    const card = book && (await providerOf(context, book).terminal?.card(callOf(context, book)));
    if (!card) return null;
    await read(tenantId, (db) => keepCard(db, tenantId, attemptId, card));
    return card;
  };

  const refunding = async (tenantId: string, key: TerminalKey): Promise<KeyState> => {
    const attemptId = key.attemptId ?? '';
    try {
      await payments.refund(tenantId, attemptId, { refundId: key.id, amount: key.amount });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { state: 'declined', reason: error.message };
    }
    const book = await read(tenantId, (db) => readBook(db, tenantId, attemptId, false));
    const done = book && operationOf(book, `refund:${key.id}`);
    if (!book || done?.state !== 'done') return { state: 'running', progress: 'authorising' };
    const charge = await read(tenantId, (db) => readKey(db, tenantId, attemptId));
    const { tip: _tip, ...card } = charge?.card ?? { tip: 0 };
    return {
      ...{ state: 'approved', amount: key.amount, tip: 0, reference: done.reference ?? '', provider: book.provider },
      card: charge?.card ? (card as Omit<ToldCard, 'tip'>) : null,
    };
  };

  const stateOf = (tenantId: string, key: TerminalKey, deviceId: string): Promise<KeyState> => {
    if (key.deviceId !== deviceId) throw notFound('payment of this device');
    if (key.state === 'refused') return Promise.resolve({ state: 'never', reason: key.reason || NEVER });
    return key.purpose === 'charge' ? charged(tenantId, key) : refunding(tenantId, key);
  };

  /** The key as it stands; one that is not known is refused from now on. */
  const known = ({ tenantId, deviceId, key: id }: OfDevice): Promise<TerminalKey> => {
    const none = { staffId: null, attemptId: null, orderId: '', reader: '', amount: 0, currency: '', asksTip: false };
    return read(tenantId, (db) =>
      writeKey(db, tenantId, { id, deviceId, purpose: 'charge', state: 'refused', ...none }, context.now()),
    );
  };

  return {
    charge: async ({ tenantId, key: id, reader, asksTip, description, ...asked }) => {
      const { deviceId, staffId, orderId, amount, currency } = asked;
      const of = { deviceId, staffId, purpose: 'charge' as const, state: 'sent' as const, attemptId: null };
      const key = await read(tenantId, (db) =>
        writeKey(db, tenantId, { id, ...of, orderId, reader, amount, currency, asksTip }, context.now()),
      );
      if (key.state === 'refused' || key.deviceId !== deviceId) return stateOf(tenantId, key, deviceId);
      const attempt = await begin(tenantId, key, description);
      return attempt ? chargeState(tenantId, key, attempt) : refused(tenantId, id);
    },
    refund: async ({ tenantId, key: id, charge, ...asked }) => {
      const { deviceId, staffId, orderId, amount, currency } = asked;
      const paid = await read(tenantId, (db) => readKey(db, tenantId, charge));
      if (paid?.purpose !== 'charge') throw notFound('payment at a reader');
      const of = { deviceId, staffId, purpose: 'refund' as const, state: 'sent' as const, attemptId: charge };
      const key = await read(tenantId, (db) =>
        writeKey(
          db,
          tenantId,
          { id, ...of, orderId, reader: paid.reader, amount, currency, asksTip: false },
          context.now(),
        ),
      );
      return stateOf(tenantId, key, deviceId);
    },
    ask: async (of) => stateOf(of.tenantId, await known(of), of.deviceId),
    cancel: async (of) => {
      const { tenantId, deviceId, key: id } = of;
      const key = await known(of);
      const book =
        key.deviceId === deviceId && key.purpose === 'charge' && key.state === 'sent'
          ? await read(tenantId, (db) => readBook(db, tenantId, id, false))
          : null;
      if (book && (book.state === 'action' || book.state === 'unknown'))
        await providerOf(context, book).cancel?.(callOf(context, book));
      return stateOf(tenantId, key, deviceId);
    },
    reverse: async (of) => {
      const { tenantId, deviceId, key: id } = of;
      const key = await known(of);
      if (key.deviceId !== deviceId) return { done: false, reason: OTHERS };
      if (key.state === 'refused') return { done: true, reason: '' };
      if (key.purpose === 'refund')
        return { done: false, reason: 'Money that is on its way back to a card cannot be called back' };
      const attempt = await payments.release(tenantId, id, 'its till did not want it any more');
      if (attempt.state === 'released' || attempt.state === 'refunded' || attempt.state === 'declined')
        return { done: true, reason: '' };
      const book = await read(tenantId, (db) => readBook(db, tenantId, id, false));
      const last = book?.operations.filter(({ kind }) => kind === 'refund').at(-1);
      if (last?.state === 'failed') return { done: false, reason: last.problem?.message ?? '' };
      throw stillAtIt();
    },
  };
}

/** It is asked again until its end is known. */
const stillAtIt = (): HttpProblem =>
  new HttpProblem(
    503,
    'payments.being-given-back',
    'It is not known yet whether the provider gave this payment back. Ask again in a moment: it is given back once.',
    {},
    { 'retry-after': '2' },
  );
