import { expect, test } from 'vitest';
import { refusePlainDatabase, refusePlainHttp, refusePlainKafka } from './encrypted.ts';

test.each([
  ['postgres://a:b@127.0.0.1:5432/t', true],
  ['postgres://a:b@localhost/t', true],
  ['postgres:///t?host=/var/run/postgresql', true],
  ['postgres://a:b@db.example/t?sslmode=verify-full', true],
  ['postgres://a:b@db.example/t?sslmode=require', true],
  ['postgres://a:b@db.example/t', false],
  ['postgres://a:b@db.example/t?sslmode=prefer', false],
  ['postgres://a:b@db.example/t?sslmode=disable', false],
  ['postgres://a:b@127.0.0.1/t?host=db.example', false],
])('%s may be used: %s', (url, may) => {
  if (may) expect(() => refusePlainDatabase(url)).not.toThrow();
  else expect(() => refusePlainDatabase(url)).toThrow('would not be encrypted');
});

test('Kafka elsewhere is reached over TLS, or somebody says that the way is encrypted', () => {
  expect(() => refusePlainKafka(['127.0.0.1:9092', 'ssl://k.example:9093'], undefined)).not.toThrow();
  expect(() => refusePlainKafka(['k.example:9092'], 'no')).not.toThrow();
  expect(() => refusePlainKafka(['ssl://k.example:9093', 'l.example:9092'], undefined)).toThrow(
    'at l.example:9092 would not',
  );
});

test.each(['ISSUER', 'PAY_ORIGIN', 'VAULT_ADDR', 'KMS_ENDPOINT', 'SHAPES_URL', 'PAYMENTS_URL', 'JWKS_URL'])(
  'what goes to %s is encrypted, or does not leave this machine',
  (name) => {
    for (const address of ['https://a.example/x', 'http://127.0.0.1:4010', 'http://localhost:8200', 'http://[::1]:1'])
      expect(() => refusePlainHttp({ [name]: address })).not.toThrow();
    for (const address of ['http://a.example', 'http://10.0.0.7:8200', 'ftp://localhost', 'http://127.0.0.1.example'])
      expect(() => refusePlainHttp({ [name]: address }), address).toThrow(`The way to ${name} at`);
    expect(() => refusePlainHttp({ [name]: 'a.example' })).toThrow('is no address');
  },
);

test('between processes of one cloud somebody may say that the way is encrypted; nowhere else', () => {
  const said = { INSIDE_TLS: 'no' };
  expect(() => refusePlainHttp({ SHAPES_URL: 'http://shapes:3000', JWKS_URL: 'http://i:1/', ...said })).not.toThrow();
  expect(() => refusePlainHttp({ VAULT_ADDR: 'http://vault:8200', ...said })).toThrow('would not be encrypted');
  expect(() => refusePlainHttp({ ISSUER: 'http://shop.example/auth', ...said })).toThrow('would not be encrypted');
});
