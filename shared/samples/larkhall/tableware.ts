import type { Goods } from './goods.ts';

const mugs = {
  Moss: 'mug?g=e3e6da',
  Chalk: 'mug?g=e9e2d8&a=b8b4a6&b=c9a98a',
  Tide: 'mug?g=dfe5ea&a=5f7a92&b=c9a98a',
  Rust: 'mug?g=f0e0d8&a=b0623f&b=d9b394',
};

// biome-ignore format: a table is read by its rows
export const tableware: readonly Goods[] = [
  {
    sku: 'MUG', title: 'Stoneware mug', category: 'Tableware, Mugs', supplier: 'Kiln Row Pottery', image: mugs.Moss,
    description: 'Thrown in Somerset. Dishwasher and microwave safe.', options: ['Glaze', 'Size'], gtin: 31, pull: 14,
    tags: ['4 for 3'],
    images: {
      'MUG-CHA-25': mugs.Chalk, 'MUG-CHA-35': mugs.Chalk, 'MUG-TID-25': mugs.Tide, 'MUG-TID-35': mugs.Tide,
      'MUG-RUS-25': mugs.Rust, 'MUG-RUS-35': mugs.Rust,
    },
    variants: [
      ['MUG-MOS-25', ['Moss', '250 ml'], 1200, 410, [4, 5, 22]],
      ['MUG-MOS-35', ['Moss', '350 ml'], 1400, 465, [9, 3, 0]],
      ['MUG-CHA-25', ['Chalk', '250 ml'], 1200, 410, [5, 6, 33]],
      ['MUG-CHA-35', ['Chalk', '350 ml'], 1400, 465, [5, 7, 40]],
      ['MUG-TID-25', ['Tide', '250 ml'], 1200, 410, [4, 6, 28]],
      ['MUG-TID-35', ['Tide', '350 ml'], 1400, 465, [4, 6, 37]],
      ['MUG-RUS-25', ['Rust', '250 ml'], 1200, 410, [3, 5, 21]],
      ['MUG-RUS-35', ['Rust', '350 ml'], 1400, 465, [4, 6, 31]],
    ],
  },
  { sku: 'BWL-ASH-28', title: 'Ash serving bowl, 28 cm', category: 'Tableware, Bowls', supplier: 'Quantock Turners', image: 'bowl?g=eee3d4', gtin: 40, pull: 4, variants: [['BWL-ASH-28', [], 4600, 1740, [6, 5, 22]]] },
  {
    sku: 'VAS-RIB-24', title: 'Ribbed glass vase, 24 cm', category: 'Tableware, Vases', supplier: 'Severn Glass', image: 'vase?g=dde8e8', options: ['Colour'], gtin: 41, pull: 1,
    variants: [['VAS-RIB-24', ['Sea'], 3800, 1310, [1, 1, 0]], ['VAS-RIB-24-SM', ['Smoke'], 3800, 1310, [1, 0, 0]], ['VAS-RIB-24-AM', ['Amber'], 4200, 1450, [0, 0, 0]]],
  },
  { sku: 'VAS-BOT', title: 'Bottle vase', category: 'Tableware, Vases', supplier: 'Harrow Kiln Pottery', image: 'bottle?g=f0dfd6', options: ['Glaze'], gtin: 44, pull: 1, variants: [['VAS-BOT-TE', ['Terracotta'], 2900, 1010, [-1, 2, 0]]] },
  { sku: 'PLT-RIM-21', title: 'Rimmed plate, 21 cm', category: 'Tableware, Plates', supplier: 'Harrow Kiln Pottery', image: 'plates?g=dfe3e8', gtin: 49, pull: 7, variants: [['PLT-RIM-21', [], 1800, 640, [30, 24, 148]]] },
  { sku: 'PLT-RIM-27', title: 'Rimmed plate, 27 cm', category: 'Tableware, Plates', supplier: 'Harrow Kiln Pottery', image: 'plates?g=e6e2d6', gtin: 150, pull: 6, variants: [['PLT-RIM-27', [], 2400, 870, [22, 18, 120]]] },
  {
    sku: 'JUG-DIP-12', title: 'Dipped jug, 1.2 l', category: 'Tableware, Jugs', supplier: 'Harrow Kiln Pottery', image: 'jug?g=dbe2e8', options: ['Glaze'], status: 'draft', gtin: 221, pull: 0,
    variants: [['JUG-DIP-12', ['Tide'], 3400, 1180, [0, 0, 24]], ['JUG-DIP-12-MO', ['Moss'], 3400, 1180, [0, 0, 20]], ['JUG-DIP-12-RU', ['Rust'], 3400, 1180, [0, 0, 16]]],
  },
  { sku: 'JUG-CRM-05', title: 'Cream jug, 0.5 l', category: 'Tableware, Jugs', supplier: 'Kiln Row Pottery', image: 'jug?g=efe6d3&b=7f8f6a', gtin: 152, pull: 4, variants: [['JUG-CRM-05', [], 2200, 760, [9, 7, 44]]] },
  {
    sku: 'GLS-TUM-2', title: 'Tumblers, pair', category: 'Tableware, Glass', supplier: 'Severn Glass', image: 'tumblers?g=dde6de', options: ['Colour'], gtin: 224, pull: 5,
    variants: [['GLS-TUM-2', ['Clear'], 1600, 525, [2, 4, 26]], ['GLS-TUM-2-GR', ['Green'], 1600, 525, [0, 3, 20]], ['GLS-TUM-2-AM', ['Amber'], 1600, 525, [0, 2, 16]], ['GLS-TUM-2-SM', ['Smoke'], 1600, 525, [0, 2, 12]]],
  },
  { sku: 'GLS-CAR-1', title: 'Carafe, 1 l', category: 'Tableware, Glass', supplier: 'Severn Glass', image: 'bottle?g=dde8e8&a=9fbcbc&b=cfe0df', gtin: 158, pull: 3, variants: [['GLS-CAR-1', [], 2800, 980, [5, 4, 31]]] },
  { sku: 'TEA-900', title: 'Teapot, 900 ml', category: 'Tableware, Teapots', supplier: 'Kiln Row Pottery', image: 'teapot?g=dbe3ea', options: ['Glaze'], gtin: 228, pull: 2, variants: [['TEA-900', ['Slate'], 5200, 1890, [0, 3, 12]], ['TEA-900-CH', ['Chalk'], 5200, 1890, [2, 1, 14]]] },
  { sku: 'BWL-PAS-22', title: 'Pasta bowl, 22 cm', category: 'Tableware, Bowls', supplier: 'Harrow Kiln Pottery', image: 'bowl?g=dfe5ea&a=5f7a92&b=47617a', gtin: 162, pull: 6, variants: [['BWL-PAS-22', [], 1900, 680, [18, 14, 96]]] },
  { sku: 'BWL-CER-15', title: 'Breakfast bowl, 15 cm', category: 'Tableware, Bowls', supplier: 'Kiln Row Pottery', image: 'bowl?g=e3e6da&a=7f8f6a&b=c9a98a', gtin: 163, pull: 6, variants: [['BWL-CER-15', [], 1500, 520, [20, 17, 104]]] },
  { sku: 'EGG-CUP-2', title: 'Egg cups, pair', category: 'Tableware, Cups', supplier: 'Kiln Row Pottery', image: 'mug?g=f0e8d0&a=e0c98a&b=c9a98a', gtin: 164, pull: 4, variants: [['EGG-CUP-2', [], 1100, 360, [12, 10, 62]]] },
  { sku: 'CUT-SER-2', title: 'Olive wood servers', category: 'Tableware, Cutlery', supplier: 'Quantock Turners', image: 'brush?g=efe3d2', gtin: 165, pull: 3, variants: [['CUT-SER-2', [], 1650, 590, [8, 6, 40]]] },
];
