import { expect, test } from 'vitest';
import '../commands.ts';
import { declaredMutators } from '../../kernel/define-mutator.ts';
import { permissionNames } from './permissions.ts';
import { asksFor, factorsThatDo, isStrong, stepUpOf, stepUpOfCommand, stepUps } from './step-up.ts';

test('whoever may move money out, take data out, or give rights, is asked', () => {
  const asked = new Set<string>(stepUps.flatMap(({ permissions }) => permissions));
  // A permission of such a name that is made later has to be put into the table, or named here with a reason.
  const grave = permissionNames.filter((name) => /payout|export|roles|staff|api-keys/.test(name));
  expect(grave.filter((name) => !asked.has(name))).toEqual([]);
});

test('the commands that the table names are there', () => {
  const names = declaredMutators().map(({ name }) => name);
  const over = stepUps.flatMap((each) => [...Object.keys(each.over ?? {}), ...(each.commands ?? [])]);
  expect(over.filter((name) => !names.includes(name))).toEqual([]);
  const under = declaredMutators().filter(({ name, permission }) => stepUpOfCommand(name, permission));
  expect(under.map(({ name }) => name)).toContain('access.saveRole');
  expect(under.map(({ name }) => name)).toEqual(expect.arrayContaining(['access.setPin', 'access.setBadge']));
  expect(under.map(({ name }) => name)).not.toContain('register.recordSale');
});

test('reading asks only where reading is the grave thing', () => {
  expect(stepUpOf('GET /auth/api-keys', 'api-keys.manage')).toBeUndefined();
  expect(stepUpOf('POST /auth/api-keys', 'api-keys.manage')?.name).toBe('api-keys');
  expect(stepUpOf('GET /v1/exports/1', 'data.export')?.name).toBe('exports');
});

test('a return asks from the first minor unit over the limit', () => {
  const refunds = stepUpOfCommand('register.recordReturn', 'till.return');
  if (!refunds) throw new Error('returns are not in the table');
  const asks = (total: number) => asksFor(refunds, 'register.recordReturn', { decided: { total } }, 5_000);
  expect([asks(-5_000), asks(-5_001), asks(5_001)]).toEqual([false, true, true]);
  expect(asksFor(refunds, 'register.recordReturn', null, 5_000)).toBe(false);
});

test('what will do: the strongest there is, and a password only where there is nothing else', () => {
  expect(factorsThatDo({ passkeys: 0, totp: false, recoveryCodes: 0 })).toEqual(['password']);
  expect(factorsThatDo({ passkeys: 0, totp: false, recoveryCodes: 10 })).toEqual(['password']);
  expect(factorsThatDo({ passkeys: 2, totp: true, recoveryCodes: 3 })).toEqual(['passkey', 'totp', 'recovery-code']);
  expect([isStrong(['pwd']), isStrong(['pwd', 'otp']), isStrong(['hwk', 'user']), isStrong([])]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
