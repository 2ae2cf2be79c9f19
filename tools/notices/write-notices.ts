import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesPage, shippedDependencies } from './licences.ts';

const root = join(import.meta.dirname, '../..');
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), noticesPage(shippedDependencies(root)));
