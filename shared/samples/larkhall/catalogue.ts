import { type Goods, variantIdOf } from './goods.ts';
import { homeGoods } from './home-goods.ts';
import { kitchen } from './kitchen.ts';
import { bath, larkhallLocations, melksham } from './places.ts';
import { tableware } from './tableware.ts';

export const larkhallGoods: readonly Goods[] = [...tableware, ...homeGoods, ...kitchen];

const line = (id: string, sku: string, ordered: number) => ({ id, variantId: variantIdOf(sku), ordered });

/** Tiles of the till by page, in SKUs. */
export const larkhallPages: Readonly<Record<string, readonly string[]>> = {
  Counter: [
    ...['MUG-MOS-35', 'MUG-CHA-35', 'MUG-TID-35', 'BWL-ASH-28', 'VAS-RIB-24', 'VAS-BOT-TE'],
    ...['CND-TAP-IV6', 'CND-FIG-220', 'LMP-DOM-BR', 'LIN-TT-HAR', 'BRU-DISH-BE', 'REF-SOAP'],
    ...['PLT-RIM-21', 'JUG-DIP-12', 'LIN-NAP-4', 'BRD-ELM-36', 'BSK-WIL-S', 'GLS-TUM-2'],
    ...['CUS-TIC-SG', 'TEA-900', 'PAN-ENA-14', 'THR-FEL', 'XMS-WRE-40', 'XMS-CRK-6'],
    ...['SVC-WRAP', 'BAG-COT', 'CRD-GRE', 'MAT-BOT'],
  ],
  Christmas: [
    'XMS-WRE-40',
    'XMS-CRK-6',
    'XMS-CRK-6-MO',
    'XMS-GAR-2',
    'XMS-STR-6',
    'CND-TAP-RE6',
    'WRP-ROL',
    'BOK-TAB',
    'BLB-AMA',
  ],
  Tableware: [
    'MUG-MOS-25',
    'MUG-CHA-25',
    'MUG-TID-25',
    'MUG-RUS-25',
    'MUG-RUS-35',
    'PLT-RIM-21',
    'PLT-RIM-27',
    'BWL-PAS-22',
    'BWL-CER-15',
    'EGG-CUP-2',
    'JUG-CRM-05',
    'GLS-CAR-1',
    'CUT-SER-2',
  ],
  Kitchen: [
    'PAN-ENA-14',
    'PAN-ENA-20',
    'BRD-ELM-36',
    'BRD-ELM-50',
    'BRU-DISH-BE',
    'BRU-VEG-BE',
    'SPN-OAK',
    'PIN-BEE',
    'CAF-3C',
    'GRT-BOX',
    'SCL-KIT',
  ],
  Textiles: [
    'LIN-TT-HAR',
    'LIN-TT-CLA',
    'LIN-TT-MOS',
    'LIN-NAP-4',
    'LIN-NAP-4-HA',
    'CUS-TIC-SG',
    'CUS-TIC-IN',
    'THR-FEL',
    'THR-FEL-MO',
    'APR-LIN',
    'OVN-GLV',
  ],
  Refills: ['REF-SOAP', 'REF-BICA', 'REF-LAUN', 'SOP-BAR-RO', 'SOP-BAR-OA', 'BTL-AMB', 'JAR-CLP-10'],
};

export interface Stocked {
  readonly variantId: string;
  readonly locationId: string;
  readonly onHand: number;
}

/** What is on the shelves at the end of the sample’s story. */
export function shelves(): Stocked[] {
  return larkhallGoods.flatMap((goods) =>
    goods.untracked
      ? []
      : goods.variants.flatMap(([sku, , , , onHand]) =>
          larkhallLocations.map(({ id }, place) => ({
            variantId: variantIdOf(sku),
            locationId: id,
            onHand: onHand[place] as number,
          })),
        ),
  );
}

const PO_1184 = 'b1184000-0000-4000-8000-000000000000';
const PO_1185 = 'b1185000-0000-4000-8000-000000000000';
const lineId = (order: string, number: number) => `${order.slice(0, -2)}${String(number).padStart(2, '0')}`;

export const larkhallPurchaseOrders = [
  {
    order: {
      id: PO_1184,
      number: 'PO-1184',
      supplier: 'Harrow Kiln Pottery',
      locationId: bath.id,
      bay: 'B2',
      expectedOn: null,
    },
    lines: (
      [
        ...[
          ['MUG-MOS-35', 12],
          ['PLT-RIM-21', 6],
          ['PLT-RIM-27', 6],
          ['BWL-PAS-22', 6],
          ['VAS-BOT-TE', 4],
        ],
        ...[
          ['JUG-CRM-05', 4],
          ['PLN-TER-12', 4],
          ['EGG-CUP-2', 4],
          ['PLN-TER-18', 2],
        ],
      ] as [string, number][]
    ).map(([sku, ordered], index) => line(lineId(PO_1184, index + 1), sku, ordered)),
  },
  {
    order: {
      id: PO_1185,
      number: 'PO-1185',
      supplier: 'Severn Glass',
      locationId: melksham.id,
      bay: 'G4',
      expectedOn: null,
    },
    lines: [line(lineId(PO_1185, 1), 'VAS-RIB-24', 24), line(lineId(PO_1185, 2), 'GLS-TUM-2', 48)],
  },
];
