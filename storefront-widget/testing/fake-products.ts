export interface FakeVariant {
  id: string;
  optionValues: string[];
  price: number;
  compareAt: number | null;
  available: number;
}

export interface FakeProduct {
  id: string;
  handle: string;
  title: string;
  options: { name: string; values: string[] }[];
  image: string | null;
  rating?: { average: number; count: number };
  variants: FakeVariant[];
}

const single = (id: string, price: number, available: number, compareAt: number | null = null): FakeVariant[] => [
  { id, optionValues: [], price, compareAt, available },
];

export function larkhallProducts(): FakeProduct[] {
  const vase = (height: string, colour: string, price: number, available: number): FakeVariant => ({
    id: `vase-${height}-${colour}`,
    optionValues: [height, colour],
    price,
    compareAt: null,
    available,
  });
  return [
    {
      id: 'p-mug',
      handle: 'stoneware-mug',
      title: 'Stoneware mug',
      options: [],
      image: 'still:mug?g=e1e6d8',
      rating: { average: 463, count: 12 },
      variants: single('mug', 1400, 26),
    },
    {
      id: 'p-vase',
      handle: 'ribbed-glass-vase',
      title: 'Ribbed glass vase',
      image: 'still:vase?g=d8e5e6',
      options: [
        { name: 'Height', values: ['24 cm', '32 cm'] },
        { name: 'Colour', values: ['Sea', 'Amber', 'Smoke'] },
      ],
      variants: [
        vase('24 cm', 'Sea', 3800, 3),
        vase('24 cm', 'Amber', 3800, 0),
        vase('24 cm', 'Smoke', 3800, 14),
        vase('32 cm', 'Sea', 5200, 2),
        vase('32 cm', 'Amber', 5200, 1),
      ],
    },
    {
      id: 'p-jug',
      handle: 'dipped-jug',
      title: 'Dipped jug, 1.2 l',
      options: [],
      image: 'still:jug?g=dbe2e9',
      variants: single('jug', 3400, 8, 4000),
    },
    {
      id: 'p-teapot',
      handle: 'teapot',
      title: 'Teapot, 900 ml',
      options: [],
      image: 'still:teapot?g=dfe3e8',
      variants: single('teapot', 5200, 0),
    },
    {
      id: 'p-wrap',
      handle: 'gift-wrap',
      title: 'Gift wrap',
      options: [],
      image: null,
      variants: single('wrap', 300, 400),
    },
  ];
}
