import { createWriteStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { CloudClient } from '../../tools/cli/cloud-client.ts';
import { importHistory } from '../../tools/import/import-history.ts';
import { importProducts } from '../../tools/import/import-products.ts';
import type { ImportTarget } from '../../tools/import/import-target.ts';
import { root } from '../../tools/launcher/paths.mjs';
import type { Bench } from '../bench.ts';
import { postgresCopy } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { randomFrom } from '../parts/random.ts';
import { seedShop } from '../parts/seed-shop.ts';

const realFile = join(root, '..', 'shared', 'data', 'online-retail.csv.gz');
const REAL_LINES = 370_931;

export const importBench: Bench = {
  name: 'import',
  doc: 'files through the front door: order history, products, and reading a file without bringing it in',
  figures: ['import.history', 'import.products', 'import.preview'],
  calibrate: postgresCopy,
  run: async (context) => {
    const shop = await seedShop(context, { products: 1, variantsEach: 1, locations: 1, stocked: 1, onHand: 1 });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    const target = await new CloudClient({ url: cloud.url, credentials: { key: shop.secretKey } }).importTarget();
    const talk = { progress: () => {}, stopped: () => false };

    const products = context.quick ? 2_000 : 20_000;
    const productFile = join(context.folder, 'products.csv');
    await writeProducts(productFile, products);
    context.say(`  ${products} products`);
    let since = performance.now();
    const brought = await importProducts(target, talk, {
      path: productFile,
      reportPath: join(context.folder, 'p.csv'),
    });
    const perSecond = brought.products / ((performance.now() - since) / 1000);
    if (brought.products !== products) throw new Error(`${brought.products} of ${products} products came in`);

    const previewFile = join(context.folder, 'preview.csv');
    const previewRows = context.quick ? 10_000 : 100_000;
    await writeProducts(previewFile, previewRows);
    context.say(`  a look at ${previewRows} rows`);
    since = performance.now();
    await importProducts(nowhere(target), talk, { path: previewFile, reportPath: join(context.folder, 'v.csv') });
    const preview = (performance.now() - since) / 1000;

    const real = existsSync(realFile) && !context.quick;
    const historyFile = real ? realFile : join(context.folder, 'history.csv');
    const twin = context.quick ? 20_000 : REAL_LINES;
    if (!real) await writeHistory(historyFile, twin);
    context.say(`  history: ${real ? 'the real file' : `a seeded twin of ${twin} lines`}`);
    since = performance.now();
    const history = await importHistory(target, talk, {
      path: historyFile,
      source: 'bench',
      reportPath: join(context.folder, 'h.csv'),
      checkpointPath: join(context.folder, 'h.json'),
    });
    const seconds = (performance.now() - since) / 1000;
    if (history.importedLines + history.report.total !== history.lines) throw new Error('lines were lost');
    const note = `${real ? 'the real file' : 'a seeded twin of its shape'}: ${history.lines.toLocaleString('en')} lines, ${history.report.total.toLocaleString('en')} of them rejected with a reason`;
    return [
      whole('import.history', 's', [seconds], '<= 90', note),
      whole(
        'import.products',
        'per s',
        [perSecond],
        '>= 3000',
        `${products.toLocaleString('en')} products with one variant, price and metafields`,
      ),
      whole(
        'import.preview',
        's',
        [preview],
        '<= 5',
        `${previewRows.toLocaleString('en')} rows read and checked, nothing sent`,
      ),
    ];
  },
};

/** Says yes to everything and sends nothing. */
function nowhere(target: ImportTarget): ImportTarget {
  return { ...target, command: async () => ({ status: 'applied', code: null, message: null, details: null }) };
}

async function write(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) if (!stream.write(line)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

function writeProducts(file: string, count: number): Promise<void> {
  function* lines() {
    yield 'slug,sku,name,price,compare_at_price,currency,status,description,tags,category1,inventory_count,custom_field.custom.glaze\n';
    for (let n = 0; n < count; n += 1)
      yield `piece-of-stoneware-${n},STONE-${n},"Stoneware piece, ${n}",${(n % 90) + 1}.50,,GBP,active,Thrown by hand.,"table, stoneware",Table -> Plates,${n % 40},ash\n`;
  }
  return write(file, lines());
}

/** Lines like the real ones: invoices of some twenty lines, guests, cancellations, and dirt. */
function writeHistory(file: string, count: number): Promise<void> {
  const random = randomFrom(5);
  function* lines() {
    yield 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
    let invoice = 536_365;
    let left = 0;
    let head = '';
    let tail = '';
    let back = false;
    for (let n = 0; n < count; n += 1) {
      if (left === 0) {
        invoice += 1;
        left = 1 + Math.floor(random() * 40);
        back = random() < 0.15;
        if (back) left = 1 + Math.floor(random() * 3);
        const minute = n % 60;
        head = `${back ? 'C' : ''}${invoice}`;
        tail = `2011-0${1 + (invoice % 9)}-${String(1 + (invoice % 28)).padStart(2, '0')} ${String(8 + (invoice % 10)).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
      }
      left -= 1;
      const code = 20_000 + Math.floor(random() * 3_600);
      const quantity = (1 + Math.floor(random() * 24)) * (back ? -1 : 1);
      const price = random() < 0.005 ? '0.0' : `${(random() * 12 + 0.2).toFixed(2)}`;
      const customer = invoice % 14 === 0 ? '' : String(12_346 + (invoice % 3_600));
      yield `${head},${code},PIECE ${code},${quantity}.0,${tail},${price},${customer},United Kingdom\n`;
    }
  }
  return write(file, lines());
}
