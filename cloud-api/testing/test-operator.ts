import { openPools } from '../platform/db/pools.ts';
import { roleUrls } from '../platform/db/roles.ts';
import { addOperator } from '../services/identity/operator/operators.ts';
import type { Answer, TestCloud } from './test-cloud.ts';

export interface TestOperator {
  readonly token: string;
  readonly email: string;
  readonly password: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** Somebody who runs the platform, signed in. */
export async function openOperator(test: TestCloud, name = 'Mara Lindt'): Promise<TestOperator> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@platform.example`;
  const password = `the password of ${name}`;
  const pools = openPools(roleUrls(test.database.url), () => {});
  await addOperator(pools.operator, { email, name, password }, Date.now());
  await pools.close();
  const session = await test.call('POST', '/operator/v1/session', { body: { email, password } });
  const token: string = session.body.token;
  return {
    token,
    email,
    password,
    call: (method, path, body) =>
      test.call(method, `/operator/v1${path}`, { token, ...(body === undefined ? {} : { body }) }),
  };
}
