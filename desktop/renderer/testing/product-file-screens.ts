import type { Screen } from './screens.ts';

/** A file of Shopify with what such files have: two variants, a picture, a price that is none, counts, columns of its own. */
export const shopifyFile = [
  'Title,URL handle,Vendor,Status,SKU,Option1 name,Option1 value,Price,Charge tax,Inventory tracker,Inventory quantity,Product image URL,Gift card,Colour (product.metafields.shopify.color),Season',
  'Linen apron,linen-apron,Kiln Row,Active,APR-M,Size,M,38.00,TRUE,shopify,12,https://p.example/apron.jpg,FALSE,flax,Spring',
  ',linen-apron,,,APR-L,,L,39.50,TRUE,shopify,4,,,,',
  'Oak board,oak-board,Holt & Sons,Draft,BRD-OAK,,,54.00,TRUE,shopify,7,,FALSE,oak,',
  'Fire steel,fire-steel,Holt & Sons,Active,STEEL,,,eighteen,TRUE,shopify,7,,FALSE,,',
  'Gift card,gift-card,Shop,Active,CARD,,,10.00,FALSE,,,,TRUE,,',
].join('\n');

/** Products on their way into files and back. */
export const productFileScreens: readonly Screen[] = [
  {
    name: 'products-export',
    route: '/products',
    query: { products: '400', sync: 'calm' },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('menuitem', { name: 'Export…' }).click();
      await page.getByRole('dialog', { name: 'Export products' }).waitFor();
    },
  },
  {
    name: 'products-import',
    route: '/products',
    query: { products: '400', sync: 'calm' },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('menuitem', { name: 'Import…' }).click();
      const text = 'SKU;Price;Shelf\nCND-FIG-220;26,50;A4\nBSK-WIL-S;forty;A5\n';
      const buffer = Buffer.from(text);
      await page.locator('input[type=file]').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer });
      await page.getByText('Columns that are not taken: Shelf').waitFor();
    },
  },
  {
    name: 'products-import-shop',
    route: '/products',
    query: { products: '400', sync: 'calm' },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('menuitem', { name: 'Import…' }).click();
      const buffer = Buffer.from(shopifyFile);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'products_export.csv', mimeType: 'text/csv', buffer });
      await page.getByText('Shopify, new columns').waitFor();
    },
  },
];
