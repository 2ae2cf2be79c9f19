import { expect, test } from 'vitest';
import { refusePlainDatabase, refusePlainKafka } from './encrypted.ts';

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
