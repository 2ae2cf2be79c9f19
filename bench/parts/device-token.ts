import { dirname, join } from 'node:path';
import { deviceKey } from '@tillhouse/desktop/host/session/device-key.ts';
import { identityClient } from '@tillhouse/desktop/host/session/identity-client.ts';
import { fileKeyStore } from '@tillhouse/desktop/host/session/key-store.ts';
import { openBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';

/** An access token of the desk that owns this file, by its own key. */
export async function deviceToken(file: string, cloudUrl: string): Promise<string> {
  const db = openBeside(file, { readonly: true });
  const { value } = db.prepare("SELECT value FROM desk_state WHERE name = 'enrolment'").get() as { value: string };
  db.close();
  const { deviceId } = JSON.parse(value) as { deviceId: string };
  const key = await deviceKey(fileKeyStore(join(dirname(file), 'device.key')));
  return identityClient(key, Date.now).deviceToken(cloudUrl, deviceId);
}
