import type { Connection } from '../../../../platform/db/connection.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { PaymentsContext } from '../../context.ts';
import {
  type Asked,
  type Holding,
  NoAnswer,
  type Provider,
  type ProviderCall,
  ProviderRefused,
  type ToldPayment,
} from '../provider.ts';
import {
  type EntryKind,
  enter,
  entriesOf,
  findPayment,
  heldOf,
  insertPayment,
  refuseBeyond,
  runOut,
  setStatus,
  type TestPayment,
  toldOf,
} from './test-book.ts';
import { readTestWebhook, type TestDelivery, testDelivery } from './test-webhooks.ts';
import { type Card, EXPRESS, isPerson, LATE_MS, people, problems, type Script, scriptOf } from './scripts.ts';

type Needs = Pick<PaymentsContext, 'inTenant' | 'inOneTrip' | 'now' | 'keyring'> & {
  /** Brings what the provider tells by itself to the address of the account; a provider forgets that it failed. */
  readonly deliver: (accountId: string, delivery: TestDelivery) => Promise<void>;
};

/** What happens at our page, in the place of the provider's own. */
export interface TestPage {
  /** Null: there is nothing to do there (any more). */
  step(call: ProviderCall): Promise<'card' | 'challenge' | null>;
  pay(call: ProviderCall, card: Card): Promise<void>;
  confirm(call: ProviderCall, yes: boolean): Promise<void>;
  cancel(call: ProviderCall): Promise<void>;
}

const NAME = 'test';
/** Of an agreement: its shopper went back */
export const GONE = 'gone';

/**
 * The built-in provider: a book of its own, in tables that nothing else reads, which is told how to go wrong. Its
 * transactions are its own, so that what it did stays done whatever becomes of the request.
 */
export function testProvider(context: Needs): Provider & TestPage {
  const { inTenant, inOneTrip, now, deliver } = context;

  const tell = async (call: ProviderCall, kind: string, id?: string): Promise<void> => {
    const told = { kind, attemptId: call.attemptId, ...(id === undefined ? {} : { id }) };
    await deliver(call.accountId, await testDelivery(context, call.tenantId, told)).catch(() => {});
  };

  /** What it tells by itself, as its script says: before it answers, twice, the later before the earlier. */
  const tellAs = async (script: Script, call: ProviderCall, kind: string): Promise<void> => {
    if (!script.startsWith('webhook-')) return;
    const id = `test_${call.attemptId}_${kind}`;
    if (script === 'webhook-twice') {
      await tell(call, 'payment.captured', `test_${call.attemptId}_payment.captured`);
      await tell(call, kind, id);
    }
    await tell(call, kind, id);
  };

  const act = (asked: Asked, kind: EntryKind, amount: number, last = true): Promise<ToldPayment> =>
    inTenant(asked.tenantId, async (db) => {
      const { tenantId, idempotencyKey: key } = asked;
      const found = await atOnce([known(db, asked, now()), entriesOf(db, tenantId, idOf(asked))]);
      const { payment, entries } = await runOut(db, tenantId, ...found, now());
      if (entries.some((entry) => entry.key === key)) return toldOf(payment, entries);
      refuseBeyond(payment, entries, kind, amount);
      const entry = { key, kind, amount };
      const left = kind === 'captured' ? heldOf(payment, entries) - amount : 0;
      const goes = left > 0 && (last || payment.script === 'single-capture');
      const made = [entry, ...(goes ? [{ key: `${key}:rest`, kind: 'voided' as const, amount: left }] : [])];
      const taken = kind === 'captured' || entries.some((each) => each.kind === 'captured');
      const isOver = kind === 'voided' || (kind === 'captured' && (left === 0 || goes));
      const status = isOver ? (taken ? 'captured' : 'voided') : payment.status;
      db.last(
        atOnce([
          ...made.map((each) => enter(db, tenantId, payment, each, now())),
          setStatus(db, tenantId, payment.id, { ...payment, status }),
        ]),
      );
      return toldOf({ ...payment, status }, [...entries, ...made]);
    });

  /** All that is still held. */
  const letGo = async (asked: Asked): Promise<ToldPayment> => {
    const left = await inTenant(asked.tenantId, async (db) =>
      heldOf(await known(db, asked, now()), await entriesOf(db, asked.tenantId, idOf(asked))),
    );
    return act(asked, 'voided', left > 0 ? left : asked.amount);
  };

  const scripted = async (asked: Asked, what: 'capture' | 'refund', run: () => Promise<ToldPayment>) => {
    const named = scriptOf(asked.method);
    // What a shopper picked at the page, or what has happened once, stands in the book.
    const isKept = named === undefined || named === 'card' || named.endsWith('-never');
    const script = isKept ? await scriptNow(inTenant, asked, now()) : named;
    if (script === `${what}-refused`) throw new ProviderRefused(refusal);
    if (script === `${what}-never` && (await firstTime(inTenant, asked, now()))) throw new NoAnswer(NAME);
    const payment = await run();
    await tellAs(script, asked, `payment.${what}d`);
    if (script === `${what}-lost` || script === 'webhook-only') throw new NoAnswer(NAME);
    return script === 'twice' ? run() : payment;
  };

  return {
    name: NAME,
    actsWithinMs: 20_000,
    holds: (method) => holding[scriptOf(method) ?? 'paid'] ?? 'parts',
    methods: () => [
      { id: 'test', provider: NAME, kind: 'redirect', name: 'Test payment' },
      { id: 'test-card', provider: NAME, kind: 'card', name: 'Test card' },
    ],
    knows: (method) => scriptOf(method) !== undefined,
    express: {
      methods: () => [{ id: EXPRESS, provider: NAME, kind: 'redirect', name: 'Test wallet' }],
      agree: async ({ agreementId }) => ({ reference: `agreed_${agreementId}`, url: null }),
      look: async ({ person, pageUrl }) => {
        if (person === GONE) return { state: 'over', url: null, payer: null };
        if (!isPerson(person)) return { state: 'open', url: pageUrl, payer: null };
        return { state: 'agreed', url: null, payer: people[person] };
      },
    },
    authorise: async (asked) => {
      if (asked.method === EXPRESS && asked.agreement === null) throw new ProviderRefused(refusal);
      const script = scriptOf(asked.method) as Script;
      if (script === 'authorise-never') throw new NoAnswer(NAME);
      const run = () => inOneTrip(asked.tenantId, (db) => begin(db, asked, script, now()));
      const payment = await run();
      await tellAs(script, asked, 'payment.authorised');
      if (script.startsWith('authorise-') || script === 'webhook-only') throw new NoAnswer(NAME);
      return script === 'twice' ? run() : payment;
    },
    look: ({ tenantId, attemptId }) =>
      inTenant(tenantId, async (db) => {
        const payment = await findPayment(db, tenantId, { key: `${attemptId}:authorise` });
        if (!payment || Date.parse(payment.acts_at) > now()) return null;
        const stands = await runOut(db, tenantId, payment, await entriesOf(db, tenantId, payment.id), now());
        return toldOf(stands.payment, stands.entries);
      }),
    capture: (asked) => scripted(asked, 'capture', () => act(asked, 'captured', asked.take, asked.last)),
    release: async (asked) => {
      const ended = await endOpen(inTenant, asked, 'cancelled');
      return ended ?? letGo(asked);
    },
    refund: (asked) => scripted(asked, 'refund', () => act(asked, 'refunded', asked.refund)),
    step: (call) =>
      inTenant(call.tenantId, async (db) => {
        const { status } = await known(db, call, now());
        return status === 'open' ? 'card' : status === 'challenge' ? 'challenge' : null;
      }),
    webhook: ({ tenantId }, headers, raw) => readTestWebhook(context, tenantId, headers, raw),
    pay: async (call, card) => {
      await inTenant(call.tenantId, async (db) => {
        const payment = await known(db, call, now());
        if (payment.status !== 'open') return;
        await settle(db, call, { ...payment, script: card, ...startOf(card) }, now());
      });
      // A shopper may close the page before it leads back.
      await tell(call, 'payment.paid');
    },
    confirm: async (call, yes) => {
      await inTenant(call.tenantId, async (db) => {
        const payment = await known(db, call, now());
        if (payment.status !== 'challenge') return;
        const to = yes ? { status: 'authorised', problem: null } : { status: 'declined', problem: 'challenge-failed' };
        await settle(db, call, { ...payment, ...(to as Start) }, now());
      });
      await tell(call, 'payment.confirmed');
    },
    cancel: async (call) => {
      await endOpen(inTenant, call, 'cancelled');
      await tell(call, 'payment.cancelled');
    },
  };
}

type Start = Pick<TestPayment, 'status' | 'problem'>;

const holding: Partial<Record<Script, Holding>> = { 'captured-at-once': 'none', 'single-capture': 'whole' };

const refusal = { code: 'test.refused', message: 'The provider refuses it.' };

function startOf(script: Script): Start {
  if (script === 'card') return { status: 'open', problem: null };
  if (script === 'challenge') return { status: 'challenge', problem: null };
  if (Object.hasOwn(problems, script)) return { status: 'declined', problem: script };
  return { status: script === 'captured-at-once' ? 'captured' : 'authorised', problem: null };
}

async function begin(db: Connection, asked: Asked, script: Script, now: number): Promise<ToldPayment> {
  const { tenantId, idempotencyKey: key, amount, currency } = asked;
  const acts_at = new Date(now + (LATE_MS[script] ?? 0)).toISOString();
  const id = idOf(asked);
  const payment: TestPayment = { id, key, amount, currency, script, acts_at, ...startOf(script) };
  // Where the key made one before, its first entries are there too, and stay as they are.
  const [, , there, entries] = await atOnce([
    insertPayment(db, tenantId, payment),
    enterStart(db, asked, payment, now),
    findPayment(db, tenantId, { key }),
    entriesOf(db, tenantId, id),
  ]);
  return toldOf(there as TestPayment, entries);
}

const idOf = ({ attemptId }: Pick<ProviderCall, 'attemptId'>): string => `test_${attemptId}`;

/** Brings a payment to where it goes, with the money that this moves. */
async function settle(db: Connection, call: ProviderCall, to: TestPayment, now: number) {
  await setStatus(db, call.tenantId, to.id, to);
  await enterStart(db, call, to, now);
}

async function enterStart(db: Connection, { tenantId, attemptId }: ProviderCall, to: TestPayment, now: number) {
  const { amount, status } = to;
  if (status !== 'authorised' && status !== 'captured') return;
  await atOnce([
    enter(db, tenantId, to, { key: `${attemptId}:authorise`, kind: 'authorised', amount }, now),
    status === 'captured' && enter(db, tenantId, to, { key: `${attemptId}:paid`, kind: 'captured', amount }, now),
  ]);
}

async function known(db: Connection, { tenantId, attemptId }: ProviderCall, now: number): Promise<TestPayment> {
  const payment = await findPayment(db, tenantId, { key: `${attemptId}:authorise` });
  if (payment && Date.parse(payment.acts_at) <= now) return payment;
  throw new ProviderRefused({ code: 'test.unknown', message: 'The provider knows of no such payment.' });
}

const scriptNow = (inTenant: Needs['inTenant'], asked: Asked, now: number): Promise<Script> =>
  inTenant(asked.tenantId, async (db) => (await known(db, asked, now)).script);

/** A request that is lost once: the next one gets through. */
const firstTime = (inTenant: Needs['inTenant'], asked: Asked, now: number): Promise<boolean> =>
  inTenant(asked.tenantId, async (db) => {
    const payment = await known(db, asked, now);
    await setStatus(db, asked.tenantId, payment.id, { ...payment, script: 'paid' });
    return true;
  });

/** @returns null where the shopper had done what there was to do */
const endOpen = (inTenant: Needs['inTenant'], call: ProviderCall, problem: string): Promise<ToldPayment | null> =>
  inTenant(call.tenantId, async (db) => {
    const payment = await findPayment(db, call.tenantId, { key: `${call.attemptId}:authorise` });
    if (!payment || (payment.status !== 'open' && payment.status !== 'challenge')) return null;
    const ended: TestPayment = { ...payment, status: 'declined', problem };
    await setStatus(db, call.tenantId, payment.id, ended);
    return toldOf(ended, []);
  });
