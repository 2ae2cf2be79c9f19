// Says when a source of the house changed, for `npm run dev`.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const folders = ['shared', 'sync', 'cloud-api', 'desktop', 'storefront-widget'];
const source = /\.(ts|tsx|css|sql|html|json)$/;
const left = /(^|[\\/])(dist|node_modules)[\\/]|\.test\.tsx?$/;

/** Calls `changed` once a burst of saves has settled. */
export function watchSources(changed) {
  let timer;
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (!name || !source.test(name) || left.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, 300);
    });
  }
}
