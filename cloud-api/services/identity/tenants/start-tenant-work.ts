import type { Log } from '../../../platform/http/log.ts';
import { type Repeating, repeating } from '../../../platform/repeating.ts';
import type { IdentityContext } from '../context.ts';
import { type Elsewhere, eraseNext } from './erasure.ts';
import { expireExports, writeNextExport } from './export-jobs.ts';
import { measureNext } from './storage.ts';
import type { ExportPools } from './write-export.ts';

const EVERY_MS = 15_000;

/** Writes exports that wait, takes away old ones, erases tenants whose time has come, and measures what they keep. */
export function startTenantWork(
  context: IdentityContext,
  pools: ExportPools,
  elsewhere: Elsewhere,
  log: Log,
): Repeating {
  const work = async (): Promise<boolean> => {
    await expireExports(context, elsewhere.exportsFolder);
    const erased = await eraseNext(context, elsewhere);
    if (erased) log.info({ tenantId: erased }, 'a tenant was erased, as its owner asked');
    const written = await writeNextExport(context, pools, elsewhere.exportsFolder);
    return (await measureNext(context)) || written || erased !== undefined;
  };
  return repeating(EVERY_MS, work, (error) =>
    log.error({ err: error }, 'an export or an erasure did not come to its end'),
  );
}
