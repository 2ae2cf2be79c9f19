import type { Fulfilment } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import {
  type CarrierAccount,
  carrierAccounts,
  carrierLabels,
} from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { type CarrierName, carrierNames, carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';

const firstWord = (text: string): string => text.trim().toLowerCase().split(/\s+/)[0] ?? '';

/** What people begin the name of a carrier with: they write `UPS`, `ups standard`, `DHL`. */
export const wordsOfCarriers: readonly (readonly [string, CarrierName])[] = carrierNames.map((name) => [
  firstWord(carrierTitles[name]),
  name,
]);

/** The account that its label was bought with, else one of the carrier that it left with; undefined: nobody who is connected knows it. */
export async function whoKnowsParcel(
  tx: Tx,
  { id: fulfilmentId, carrier }: Pick<Fulfilment, 'id' | 'carrier'>,
): Promise<CarrierAccount | undefined> {
  const labels = await tx.list(carrierLabels, { fulfilmentId, kind: 'outbound', state: 'bought' });
  const rows = (await tx.list(carrierAccounts, {})).filter(({ status }) => status !== 'removed');
  const accounts = rows.sort((a, b) => a.createdAt - b.createdAt);
  const written = firstWord(carrier);
  const named = wordsOfCarriers.find(([word]) => word === written)?.[1];
  return (
    accounts.find(({ id }) => labels.some(({ accountId }) => accountId === id)) ??
    accounts.find((account) => account.carrier === named)
  );
}
