import { fileKms } from './file-kms.ts';
import type { Kms } from './kms.ts';
import { vaultKms } from './vault-kms.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/**
 * The key service that the environment names: KMS=file (KEY_DIR), KMS=aws (KMS_REGION, KMS_ALIAS) or KMS=vault (VAULT_ADDR,
 * VAULT_TOKEN, KMS_KEY, KMS_MOUNT). @throws where something is missing
 */
export async function chooseKms(settings: Settings, keyDir: string): Promise<Kms> {
  const { KMS: chosen = 'file' } = settings;
  const needed = (name: string): string => {
    const value = settings[name];
    if (!value) throw new Error(`KMS=${chosen} needs ${name}. Nothing was started.`);
    return value;
  };
  switch (chosen) {
    case 'file':
      return fileKms(keyDir);
    case 'aws': {
      // Loaded only here: it is the largest part of the cloud, and few need it.
      const { awsKms } = await import('./aws-kms.ts');
      const endpoint = settings['KMS_ENDPOINT'];
      return awsKms({
        region: needed('KMS_REGION'),
        alias: settings['KMS_ALIAS'] ?? 'alias/tillhouse',
        ...(endpoint ? { endpoint } : {}),
      });
    }
    case 'vault':
      return vaultKms({
        address: needed('VAULT_ADDR'),
        token: needed('VAULT_TOKEN'),
        mount: settings['KMS_MOUNT'] ?? 'transit',
        key: settings['KMS_KEY'] ?? 'tillhouse',
      });
    default:
      throw new Error(`KMS is file, aws or vault, not ${chosen}. Nothing was started.`);
  }
}
