import { join } from 'node:path';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { chooseKms } from '@tillhouse/cloud-api/platform/keys/choose-kms.ts';
import { cloudFields } from '@tillhouse/cloud-api/platform/keys/cloud-fields.ts';
import { readingKeyring } from '@tillhouse/cloud-api/platform/keys/keyring.ts';
import type { Kms } from '@tillhouse/cloud-api/platform/keys/kms.ts';
import { countSealed } from '@tillhouse/cloud-api/platform/verify-sealed.ts';
import type { RowSource } from './read-sources.ts';

export interface WithKeys {
  readonly source: RowSource;
  /** What cannot be checked for want of keys, in words; undefined where all can be, or nothing is sealed */
  readonly notChecked?: string;
}

/**
 * The cloud's database with what opens its sealed values, by the key service that the environment names (KMS, KEY_DIR, …) or
 * the keys of the house over `data`. Nothing is written, and no key is made.
 */
export async function withKeys(
  source: RowSource,
  url: string,
  { data, kms: given }: { readonly data: string; readonly kms?: Kms },
): Promise<WithKeys> {
  const { persons, bodies } = await countSealed(source);
  if (persons + bodies === 0) return { source };
  const pools = openPools(roleUrls(url), () => {});
  try {
    const kms = given ?? (await chooseKms(process.env, process.env.KEY_DIR ?? join(data, 'keys')));
    const keyring = readingKeyring({ pool: pools.system, kms });
    const tenants = await source.rows<{ id: string }>('SELECT DISTINCT tenant_id AS id FROM keys.tenant_keys');
    // Before anything is looked through: a key that is not there is said once, and not of each row.
    for (const { id } of tenants) await keyring.sealer(id);
    const close = async () => {
      await pools.close();
      await source.close();
    };
    return { source: { ...source, fieldsOf: cloudFields(keyring, () => {}), close } };
  } catch (error) {
    await pools.close();
    const why = error instanceof Error ? error.message : String(error);
    const notChecked = `of ${persons} sealed persons and ${bodies} sealed entries of the audit it was not checked that they open, only the chain over what is kept: ${why} Give the keys with KEY_DIR, or KMS and what it needs.`;
    return { source, notChecked };
  }
}
