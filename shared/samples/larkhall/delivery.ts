import type { Instant } from '../../kernel/instant.ts';
import type { SampleCommand } from '../larkhall.ts';
import { sampleId } from './ids.ts';
import { actorOf, priya } from './people.ts';
import { bath, frome } from './places.ts';

/** Where the shop sends to, and where people come for what they bought online. */
export function deliveryCommands(now: Instant): SampleCommand[] {
  const as = (name: string, args: unknown): SampleCommand => ({ name, args, actor: actorOf(priya), at: now });
  const rate = (name: string, amount: number, freeFrom: number | null, least: number, most: number) => ({
    ...{ id: sampleId(`shipping-rate:${name}`), name, days: { least, most } },
    prices: [{ currency: 'GBP', amount, freeFrom }],
  });
  const zone = (name: string, countries: readonly string[], rates: unknown[]) =>
    as('shipping.saveZone', {
      zone: {
        ...{ id: sampleId(`shipping-zone:${name}`), revision: 0, storeId: null, name, active: true, rates },
        places: countries.map((country) => ({ country, regions: [] })),
      },
    });
  return [
    zone('United Kingdom', ['GB'], [rate('Royal Mail 48', 395, 5_000, 2, 3), rate('Royal Mail 24', 595, null, 1, 2)]),
    zone(
      'Near Europe',
      ['AT', 'BE', 'DE', 'DK', 'ES', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT', 'SE'],
      [rate('Tracked to Europe', 1_450, 12_000, 4, 8)],
    ),
    as('shipping.savePickUp', { locationId: bath.id, hint: 'Every day from 10 to 17:30', readyIn: 1, active: true }),
    as('shipping.savePickUp', { locationId: frome.id, hint: 'Tuesday to Saturday', readyIn: 2, active: true }),
  ];
}
