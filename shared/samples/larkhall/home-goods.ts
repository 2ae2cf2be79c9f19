import type { Goods } from './goods.ts';

// biome-ignore format: a table is read by its rows
export const homeGoods: readonly Goods[] = [
  {
    sku: 'CND-TAP-6', title: 'Taper candles, box of 6', category: 'Candles', supplier: 'Wick & Wax', image: 'tapers?g=efe3d2', options: ['Colour'], tags: ['Christmas 2026'], gtin: 70, pull: 12,
    variants: [
      ['CND-TAP-IV6', ['Ivory'], 1250, 467, [26, 20, 168]], ['CND-TAP-MO6', ['Moss'], 1250, 467, [10, 5, 62]], ['CND-TAP-RU6', ['Rust'], 1250, 467, [9, 4, 58]],
      ['CND-TAP-TI6', ['Tide'], 1250, 467, [7, 3, 44]], ['CND-TAP-RE6', ['Red'], 1250, 467, [8, 4, 52]], ['CND-TAP-PL6', ['Plum'], 1250, 467, [4, 2, 28]],
    ],
  },
  { sku: 'CND-FIG-220', title: 'Fig leaf candle, 220 g', category: 'Candles', supplier: 'Wick & Wax', image: 'jarcandle?g=f0e0dc', gtin: 76, pull: 7, variants: [['CND-FIG-220', [], 2400, 640, [27, 19, 160]]] },
  { sku: 'CND-CED-220', title: 'Cedar candle, 220 g', category: 'Candles', supplier: 'Wick & Wax', image: 'jarcandle?g=e3e6da&a=7f8f6a&b=b9c4a6', gtin: 170, pull: 5, variants: [['CND-CED-220', [], 2400, 640, [14, 11, 84]]] },
  { sku: 'MAT-BOT', title: 'Matches, bottle', category: 'Candles', supplier: 'Wick & Wax', image: null, gtin: 64, pull: 5, variants: [['MAT-BOT', [], 420, 140, [32, 20, 140]]] },
  { sku: 'LMP-DOM-BR', title: 'Dome table lamp, Brass', category: 'Lighting', supplier: 'Avon Metalworks', image: 'lamp?g=f1e9cf', gtin: 45, pull: 2, variants: [['LMP-DOM-BR', [], 8900, 3450, [3, 2, 18]]] },
  { sku: 'LMP-CLP-SL', title: 'Clip lamp, Slate', category: 'Lighting', supplier: 'Avon Metalworks', image: 'lamp?g=dfe5ea&a=54697d&b=47617a', gtin: 172, pull: 2, variants: [['LMP-CLP-SL', [], 6400, 2480, [4, 3, 21]]] },
  { sku: 'BSK-WIL-S', title: 'Willow basket, Small', category: 'Storage', supplier: 'Levels Willow', image: 'basket?g=f0e8d0', gtin: 53, pull: 3, variants: [['BSK-WIL-S', [], 4200, 1520, [4, 9, 36]]] },
  { sku: 'BSK-WIL-L', title: 'Willow basket, Large', category: 'Storage', supplier: 'Levels Willow', image: 'basket?g=efe3d2', gtin: 174, pull: 2, variants: [['BSK-WIL-L', [], 6800, 2510, [3, 4, 19]]] },
  {
    sku: 'LIN-NAP-4', title: 'Linen napkins, set of 4', category: 'Textiles', supplier: 'Dunmore Linen', image: 'napkins?g=f0dfd6', options: ['Colour'], gtin: 80, pull: 6,
    variants: [['LIN-NAP-4', ['Clay'], 2400, 784, [6, 4, 22]], ['LIN-NAP-4-HA', ['Harbour'], 2400, 784, [5, 4, 20]], ['LIN-NAP-4-MO', ['Moss'], 2400, 784, [4, 3, 18]], ['LIN-NAP-4-OA', ['Oat'], 2400, 784, [3, 3, 16]], ['LIN-NAP-4-PL', ['Plum'], 2400, 784, [3, 2, 12]]],
  },
  { sku: 'LIN-TT', title: 'Linen tea towel', category: 'Textiles', supplier: 'Dunmore Linen', image: 'towel?g=e4e8ec', options: ['Stripe'], gtin: 85, pull: 8, variants: [['LIN-TT-HAR', ['Harbour'], 1100, 370, [34, 22, 120]], ['LIN-TT-CLA', ['Clay'], 1100, 370, [18, 14, 88]], ['LIN-TT-MOS', ['Moss'], 1100, 370, [16, 12, 80]]] },
  { sku: 'CUS-TIC', title: 'Ticking cushion', category: 'Textiles', supplier: 'Dunmore Linen', image: 'cushion?g=e2e6e0', options: ['Colour'], gtin: 88, pull: 3, variants: [['CUS-TIC-SG', ['Sage'], 4500, 1610, [3, 5, 20]], ['CUS-TIC-IN', ['Indigo'], 4500, 1610, [2, 3, 13]]] },
  {
    sku: 'THR-FEL', title: 'Wool throw, Fell check', category: 'Textiles', supplier: 'Fell Weavers', image: 'throw?g=e4e2db', options: ['Colour'], tags: ['Christmas 2026'], gtin: 90, pull: 2,
    variants: [['THR-FEL', ['Stone'], 7800, 2990, [3, 2, 14]], ['THR-FEL-MO', ['Moss'], 7800, 2990, [2, 2, 11]], ['THR-FEL-RU', ['Rust'], 7800, 2990, [2, 2, 9]], ['THR-FEL-IN', ['Indigo'], 7800, 2990, [2, 1, 7]]],
  },
  { sku: 'APR-LIN', title: 'Linen apron', category: 'Textiles', supplier: 'Dunmore Linen', image: 'towel?g=efe6d3&b=b0623f', gtin: 180, pull: 3, variants: [['APR-LIN', [], 3600, 1290, [7, 6, 38]]] },
  { sku: 'OVN-GLV', title: 'Oven glove, ticking', category: 'Textiles', supplier: 'Dunmore Linen', image: 'towel?g=e2e6da&b=7c8b6d', gtin: 181, pull: 4, variants: [['OVN-GLV', [], 1950, 690, [11, 9, 52]]] },
  { sku: 'XMS-WRE-40', title: 'Felt wreath, 40 cm', category: 'Christmas', supplier: 'Mendip Felt', image: 'wreath?g=e0e6de', tags: ['Christmas 2026'], gtin: 59, pull: 5, variants: [['XMS-WRE-40', [], 4800, 1680, [12, 14, 55]]] },
  { sku: 'XMS-CRK-6', title: 'Crackers, box of 6', category: 'Christmas', supplier: 'Pop & Paper', image: 'cracker?g=f1e0da', options: ['Colour'], tags: ['Christmas 2026'], gtin: 94, pull: 9, variants: [['XMS-CRK-6', ['Red'], 2700, 960, [26, 30, 210]], ['XMS-CRK-6-MO', ['Moss'], 2700, 960, [20, 22, 170]]] },
  { sku: 'XMS-GAR-2', title: 'Felt garland, 2 m', category: 'Christmas', supplier: 'Mendip Felt', image: 'wreath?g=f0e0dc', tags: ['Christmas 2026'], gtin: 184, pull: 4, variants: [['XMS-GAR-2', [], 2600, 910, [10, 8, 47]]] },
  { sku: 'XMS-STR-6', title: 'Straw stars, set of 6', category: 'Christmas', supplier: 'Levels Willow', image: null, tags: ['Christmas 2026'], gtin: 185, pull: 6, variants: [['XMS-STR-6', [], 950, 310, [24, 20, 130]]] },
];
