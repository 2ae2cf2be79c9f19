import { lacking, type StepName, type Statuses } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import fc from 'fast-check';

/** What random commands do to an order, worked out apart from the code that does it. */

/** Of each unit */
export const PRICE = 1_200;

/** What an order is, as whoever reads the reference page would think. */
export interface Model {
  statuses: Statuses;
  version: number;
  quantities: number[];
  sent: number[];
  paid: number;
  how: 'shipped' | 'handed-over' | null;
}
export interface Placed {
  readonly orderId: string;
  readonly lineIds: readonly string[];
  readonly tenderId: string;
}

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
export const totalOf = ({ quantities }: Model) => PRICE * sum(quantities);
export const dueOf = (model: Model) => totalOf(model) - model.paid;
export const codes: Readonly<Record<string, string>> = {
  'not-cancelled': 'orders.already-cancelled',
  'has-goods': 'orders.nothing-to-fulfil',
  'something-left': 'orders.already-fulfilled',
  'nothing-sent': 'orders.already-fulfilled',
  'not-held': 'orders.held',
  held: 'orders.not-held',
};
const refusedBy = (step: StepName, model: Model) => {
  const sent = step === 'orders.cancel' && sum(model.sent) > 0 ? 'nothing-sent' : '';
  return codes[lacking(step, model.statuses) ?? sent];
};

function settle(model: Model): void {
  const due = dueOf(model);
  const paymentStatus = due === 0 ? 'paid' : model.paid === 0 ? 'unpaid' : 'part-paid';
  const gone = model.statuses.fulfilmentStatus === 'shipped' || model.statuses.fulfilmentStatus === 'handed-over';
  model.statuses = { ...model.statuses, paymentStatus, ...(gone && due === 0 && { status: 'closed' as const }) };
}

/** What a command comes to on the model: `applied`, having changed it, or the code it is refused with. */
type Effect = (model: Model) => string;

export interface Said {
  readonly name: StepName;
  readonly args: (real: Placed, model: Model) => object;
  readonly effect: Effect;
  readonly text: string;
}

function fulfil(at: number | null, quantity: number, how: 'shipped' | 'handed-over'): Said {
  return {
    name: 'orders.fulfil',
    text: `${how} ${at === null ? 'all' : `${quantity} of ${at}`}`,
    args: ({ orderId, lineIds }) => ({
      ...{ orderId, how },
      ...(at === null ? {} : { lines: [{ lineId: lineIds[at], quantity }] }),
    }),
    effect: (model) => {
      if (at === null && model.statuses.fulfilmentStatus === how) return 'applied';
      const refused = refusedBy('orders.fulfil', model);
      if (refused) return refused;
      const left = model.quantities.map((all, line) => all - (model.sent[line] ?? 0));
      if (at !== null && quantity > (left[at] ?? 0)) return 'orders.more-than-left';
      model.sent = model.sent.map((before, line) =>
        at === null ? before + (left[line] ?? 0) : line === at ? before + quantity : before,
      );
      const complete = sum(model.sent) === sum(model.quantities);
      model.how = how;
      model.statuses = { ...model.statuses, fulfilmentStatus: complete ? how : 'part-shipped' };
      model.version += 1;
      if (complete && dueOf(model) === 0) model.statuses = { ...model.statuses, status: 'closed' };
      return 'applied';
    },
  };
}

const simple = (name: StepName, more: object, change: (model: Model) => void): Said => ({
  ...{ name, text: name },
  args: ({ orderId }) => ({ orderId, ...more }),
  effect: (model) => {
    if (name === 'orders.cancel' && model.statuses.status === 'cancelled') return 'applied';
    const refused = refusedBy(name, model);
    if (refused) return refused;
    change(model);
    model.version += 1;
    return 'applied';
  },
});

function edit(at: number, quantity: number, stale: boolean, now: boolean): Said {
  return {
    name: 'orders.edit',
    text: `edit ${at} to ${quantity}${stale ? ', of before' : ''}${now ? ', settled' : ''}`,
    args: ({ orderId, lineIds }, { version }) => ({
      ...{ orderId, version: stale ? version - 1 : version, reason: '', settle: now ? 'now' : 'later' },
      lines: [{ lineId: lineIds[at], quantity }],
    }),
    effect: (model) => {
      if (stale) return 'orders.changed-meanwhile';
      const refused = refusedBy('orders.edit', model);
      if (refused) return refused;
      if (quantity < (model.sent[at] ?? 0)) return 'orders.less-than-sent';
      if (quantity === model.quantities[at]) return 'orders.nothing-changed';
      const quantities = model.quantities.map((before, line) => (line === at ? quantity : before));
      if (sum(quantities) === 0) return 'orders.nothing-stays';
      model.quantities = quantities;
      if (now) model.paid = totalOf(model);
      const gone = ['shipped', 'handed-over'].includes(model.statuses.fulfilmentStatus);
      if (sum(model.sent) === sum(quantities) && model.how)
        model.statuses = { ...model.statuses, fulfilmentStatus: model.how };
      // More than left is wanted after all of it had: it is open again.
      else if (gone) model.statuses = { ...model.statuses, fulfilmentStatus: 'part-shipped' };
      model.statuses = { ...model.statuses, status: 'placed' };
      model.version += 1;
      settle(model);
      return 'applied';
    },
  };
}

/** Takes what is due, or pays back what is owed, or one more than that. */
function money(name: 'orders.collect' | 'orders.refund', more: number): Said {
  const sign = name === 'orders.collect' ? 1 : -1;
  return {
    name,
    text: `${name}${more ? ' too much' : ''}`,
    args: ({ orderId, tenderId }, model) => ({
      ...{ orderId, amount: Math.max(1, sign * dueOf(model) + more), note: '' },
      ...(name === 'orders.refund' && { tenderId }),
    }),
    effect: (model) => {
      const cancelled = model.statuses.status === 'cancelled';
      if (cancelled && name === 'orders.collect') return 'orders.already-cancelled';
      const open = cancelled ? 0 : sign * dueOf(model);
      if (open <= 0 || more > 0) return name === 'orders.collect' ? 'orders.not-due' : 'orders.not-owed';
      model.paid = totalOf(model);
      model.version += 1;
      settle(model);
      return 'applied';
    },
  };
}

const line = fc.integer({ min: 0, max: 1 });
const how = fc.constantFrom('shipped' as const, 'handed-over' as const);
export const said: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(line, fc.integer({ min: 1, max: 4 }), how).map(([at, quantity, by]) => fulfil(at, quantity, by)),
  how.map((by) => fulfil(null, 0, by)),
  fc.constant(
    simple('orders.hold', { reason: 'x' }, (model) => {
      model.statuses = { ...model.statuses, fulfilmentStatus: 'held' };
    }),
  ),
  fc.constant(
    simple('orders.release', { note: '' }, (model) => {
      model.statuses = { ...model.statuses, fulfilmentStatus: sum(model.sent) > 0 ? 'part-shipped' : 'to-pick' };
    }),
  ),
  fc.constant(
    simple('orders.cancel', { reason: '' }, (model) => {
      const paymentStatus = model.paid > 0 ? 'refunded' : model.statuses.paymentStatus;
      model.statuses = { status: 'cancelled', fulfilmentStatus: 'none', paymentStatus };
    }),
  ),
  ...[0, 1].map(() =>
    fc
      .tuple(line, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.boolean())
      .map(([at, quantity, stale, now]) => edit(at, quantity, stale === 0, now)),
  ),
  fc.constantFrom(0, 1).map((more) => money('orders.collect', more)),
  fc.constantFrom(0, 1).map((more) => money('orders.refund', more)),
);
