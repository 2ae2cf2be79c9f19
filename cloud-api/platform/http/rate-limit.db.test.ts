import { expect, test } from 'vitest';
import { startTestCloud } from '../../testing/test-cloud.ts';

test('whoever calls too often is told to wait, in a problem document', async () => {
  const cloud = await startTestCloud({ callsPerMinute: 3 });
  const answers = [];
  for (let call = 0; call < 4; call += 1) answers.push(await cloud.call('GET', '/healthz'));
  await cloud.close();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.headers.get('content-type')).toContain('application/problem+json');
  expect(answers[3]?.body).toMatchObject({ code: 'request.too-many', status: 429 });
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
});
