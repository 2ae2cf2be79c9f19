import { randomUUID } from 'node:crypto';
import type { ReturnArgs, SaleArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { SampleMutation } from '@tillhouse/shared/samples/larkhall.ts';
import type { TestCloud, TestDevice } from '../test-cloud.ts';

/** A sale as it was, one whose prices are not the cloud's, and one that nobody can read. */
export async function pushed(
  test: TestCloud,
  device: TestDevice,
  { promotionId, canary }: { readonly promotionId: string; readonly canary: string },
  later: readonly SampleMutation[],
): Promise<void> {
  const [first, second] = later.filter((each) => each.name === 'register.recordSale');
  const fact = (name: string, seq: number, of: SampleMutation | undefined, args: unknown) => ({
    seq,
    id: randomUUID(),
    name,
    version: 1,
    args,
    occurredAt: of?.occurredAt,
    actorId: of?.actor.id,
    actorName: canary,
  });
  const sale = (...of: [number, SampleMutation | undefined, unknown]) => fact('register.recordSale', ...of);
  const many = structuredClone(second?.args) as { lines: { quantity: number }[] };
  for (const line of many.lines) line.quantity *= 1_000;
  const given = structuredClone(first?.args) as {
    lines: { snapshot: { discounts?: unknown[] } }[];
    decided: { uses?: unknown[] };
    tenders: { key: string }[];
    tips?: unknown[];
  };
  const [discount, serials] = [{ promotionId, name: canary, amount: 0 }, [canary.slice(0, 64)]];
  for (const line of given.lines) Object.assign(line, { serials }).snapshot.discounts = [discount];
  given.decided.uses = [{ promotionId, code: canary }];
  given.tips = given.tenders.map(({ key }) => ({ key, amount: 1 }));
  const back = fact('register.recordReturn', 4, second, backOf(second?.args as SaleArgs, canary));
  const mutations = [sale(1, first, given), sale(2, second, many), sale(3, second, { nonsense: canary }), back];
  const body = { protocol: 1, clientId: randomUUID(), mutations, sentAt: Date.now() };
  const answer = await test.call('POST', '/sync/v1/push', { token: device.token, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

const negative = <T extends object>(of: T): T =>
  Object.fromEntries(
    Object.entries(of).map(([name, value]) => [name, signed.has(name) ? 0 - (value as number) : value]),
  ) as T;
const signed = new Set(['subtotal', 'discountTotal', 'taxTotal', 'rounding', 'total', 'net', 'tax', 'discount']);

/** All of a sale comes back at the till that sold it. */
function backOf({ orderId, registerId, sessionId, lines, decided }: SaleArgs, canary: string): ReturnArgs {
  const back = { kind: 'card', reference: canary } as const;
  return {
    ...{ orderId: randomUUID(), originalOrderId: orderId, registerId, sessionId, reason: canary, payBack: back },
    lines: lines.map(({ key, variantId, quantity, snapshot }) => {
      if (!snapshot) throw new Error('a sample sale without its prices');
      const { discounts: _, ...kept } = negative(snapshot);
      const line = { key, originalLineId: randomUUID(), quantity, restock: 'none' as const };
      return { ...line, snapshot: { ...kept, variantId } };
    }),
    decided: decided && { ...negative(decided), sequence: decided.sequence + 1, number: `${decided.number}-${canary}` },
  };
}
