import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { Asked, Provider, ProviderCall, ToldPayment } from './provider.ts';

/**
 * Money that people move: an order is made on trust, and whoever sees the money come notes it. Nothing is sent to
 * anybody, so nothing can be lost; what is noted here is the whole book.
 */
function offline(name: 'transfer' | 'cash', method: PaymentMethod): Provider {
  const told = (call: ProviderCall, state: ToldPayment['state']): ToldPayment => ({
    ...{
      reference: transferReference(call.attemptId),
      state,
      captured: 0,
      refunds: [],
      actionUrl: null,
      problem: null,
    },
  });
  return {
    name,
    actsWithinMs: 0,
    offline: true,
    holds: () => 'none',
    methods: () => [method],
    knows: (asked) => asked === method.id,
    authorise: async (asked) => told(asked, 'authorised'),
    look: async () => null,
    // Taken is what somebody noted; asking for it takes nothing.
    capture: async (asked) => told(asked, 'authorised'),
    release: async (asked) => told(asked, 'released'),
    refund: async (asked: Asked & { readonly key: string; readonly refund: number }) => ({
      ...told(asked, 'captured'),
      refunds: [{ key: asked.key, reference: asked.key, amount: asked.refund, state: 'done' as const }],
    }),
  };
}

/** What a shopper writes on a transfer: short, and without letters that are taken for digits. */
export function transferReference(attemptId: string): string {
  const digits = BigInt(`0x${attemptId.replaceAll('-', '').slice(0, 12)}`).toString(10);
  return `RF-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}`;
}

export const bankTransfer: Provider = offline('transfer', {
  ...{ id: 'transfer', provider: 'transfer', kind: 'offline', name: 'Bank transfer' },
});

export const cashOnDelivery: Provider = offline('cash', {
  ...{ id: 'cash', provider: 'cash', kind: 'offline', name: 'Cash on delivery' },
});
