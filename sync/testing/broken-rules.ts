import { rebasing } from './broken-rebasing.ts';
import type { BrokenRule } from './broken-rule.ts';

const cloud: readonly BrokenRule[] = [
  {
    name: 'skip-the-counter-check',
    doc: 'A batch that comes again is taken in as if it were the next one.',
    file: 'sync/server/apply-mutations.ts',
    find: 'if (entry.seq < turn.next) {',
    replace: 'if (entry.seq < 0) {',
    troubles: ['bad-line'],
  },
  {
    name: 'forget-the-outcome-store',
    doc: 'The cloud does not look whether it knows a mutation.',
    file: 'sync/server/apply-mutations.ts',
    find: 'const known = await knownOutcomes(port.tx, entries);',
    replace: 'const known = new Map<string, SyncOutcome>();',
    troubles: ['bad-line'],
    seed: 6,
  },
  {
    name: 'forget-the-counter',
    doc: 'The counter of a client is not written down with what it counted.',
    file: 'sync/server/apply-mutations.ts',
    find: 'await port.tx.update(syncClients, { clientId }, { lastSeq, seenAt: now });',
    replace: 'await port.tx.update(syncClients, { clientId }, { seenAt: now });',
  },
  {
    name: 'answer-before-commit',
    doc: 'The cloud says that it has what is not committed yet.',
    file: 'sync/server/apply-mutations.ts',
    find: 'return await options.transaction((connection) => applyBatch(connection, sent, push.clientId, push.entries));',
    replace: `return await new Promise((resolve, reject) => {
      options.transaction(async (connection) => {
        const answer = await applyBatch(connection, sent, push.clientId, push.entries);
        resolve(answer);
        return answer;
      }).catch(reject);
    });`,
    troubles: ['cloud-crashes'],
  },
  {
    name: 'keep-what-was-refused',
    doc: 'A refused command leaves in the cloud what it wrote before it was refused.',
    file: 'sync/server/apply-one.ts',
    find: `await connection.run('ROLLBACK TO SAVEPOINT mutation', []);`,
    replace: '',
    seed: 8,
  },
  {
    name: 'leave-arguments-as-they-were',
    doc: 'What an old program wrote is given to the new command without the steps between.',
    file: 'shared/kernel/define-mutator.ts',
    find: 'convert: (args) => steps.reduce((value, step) => step(value), args)',
    replace: 'convert: (args) => args',
    seed: 3,
  },
];

const pushing: readonly BrokenRule[] = [
  {
    name: 'say-done-before-commit',
    doc: 'A person hears that a sale is done before it is on the disk.',
    file: 'sync/client/mutate.ts',
    find: `return database.transaction('foreground', (connection) => mutateWithin(connection, command));`,
    replace: `return new Promise((resolve, reject) => {
    database.transaction('foreground', async (connection) => {
      const done = await mutateWithin(connection, command);
      resolve(done);
      await connection.all('SELECT 1', []);
    }).catch(reject);
  });`,
    troubles: ['crashes'],
    seed: 37,
  },
  {
    name: 'queue-in-a-second-transaction',
    doc: 'The outbox row comes after its effect; a crash between the two loses it.',
    file: 'sync/client/mutate.ts',
    find: `return database.transaction('foreground', (connection) => mutateWithin(connection, command));`,
    replace: `return (async () => {
    let row: Record<string, never> = {};
    const done = await database.transaction('foreground', async (connection) => {
      const result = await mutateWithin(connection, command);
      const sql = 'DELETE FROM sync_outbox WHERE mutation_id = ? RETURNING *';
      row = connection.allNow(sql, [command.mutationId])[0] as never;
      return result;
    });
    await database.transaction('foreground', async (connection) => {
      const names = Object.keys(row);
      const sql = 'INSERT INTO sync_outbox (' + names.join(', ') + ') VALUES (' + names.map(() => '?').join(', ') + ')';
      connection.runNow(sql, Object.values(row));
    });
    return done;
  })();`,
    troubles: ['crashes'],
    seed: 11,
  },
  {
    name: 'take-unanswered-for-done',
    doc: 'What was sent leaves the outbox though nobody answered.',
    file: 'sync/client/push.ts',
    find: 'const result = await sendOrLetGo(options, request);',
    replace: `const result = await sendOrLetGo(options, request);
  if (result.kind === 'later') {
    await options.database.transaction('background', async (connection) => {
      for (const { orderNo } of batch.entries) connection.runNow('DELETE FROM sync_outbox WHERE order_no = ?', [orderNo]);
    });
  }`,
    troubles: ['bad-line'],
  },
  {
    name: 'renumber-under-the-same-id',
    doc: 'A file that was set back counts from 1 again and stays who it was.',
    file: 'sync/client/renumber.ts',
    find: `writeMeta(connection, 'client_id', newId);`,
    replace: '',
    troubles: ['restored-files'],
    seed: 4,
  },
  {
    name: 'trust-a-restored-cloud',
    doc: 'A cloud that was set back is not told again what it lost.',
    file: 'sync/client/push.ts',
    find: 'if (isRestored) sendKeptAgain(connection, platform.newId());',
    replace: 'if (isRestored) writeMeta(connection, "last_lsn", answer.lsn);',
    troubles: ['restored-cloud'],
    seed: 45,
  },
  {
    name: 'take-the-copy-of-an-unproven-cloud',
    doc: 'A shape begun anew replaces what this desk knows before anybody asked whether the cloud was set back.',
    file: 'sync/client/start-sync.ts',
    find: `batch)) {
      await this.#push?.hearFromCloud();`,
    replace: `batch)) {
      this.#push?.retryNow();`,
    troubles: ['restored-cloud'],
    seed: 2,
  },
];

const pulling: readonly BrokenRule[] = [
  {
    name: 'apply-beyond-the-acknowledgements',
    doc: 'Stock is taken in while it is not known which sales of this desk it holds.',
    file: 'sync/client/queued-rows.ts',
    find: 'const reach = Math.min(acknowledgements.frontier, ...live.map((shape) => shape.fetched));',
    replace: 'const reach = Math.min(...live.map((shape) => shape.fetched));',
  },
  {
    name: 'commit-before-up-to-date',
    doc: 'The first part of a commit is taken for the whole of it.',
    file: 'sync/client/pull.ts',
    find: '(shape.queue.at(-1)?.lsn ?? 0) - 1);',
    replace: '(shape.queue.at(-1)?.lsn ?? 0));',
  },
  {
    name: 'swap-a-copy-early',
    doc: 'A new generation takes its place before the acknowledgements have reached it.',
    file: 'sync/client/pull.ts',
    find: 'if (target < shape.copiedAt) return;',
    replace: '',
    troubles: ['refetches', 'bad-line'],
  },
  {
    name: 'step-into-a-jump',
    doc: 'Outcomes that came without their own commit are taken for committed at the end of their range.',
    file: 'sync/client/queued-rows.ts',
    find: 'return inside(jump, target) ? jump.from : target;',
    replace: 'return target;',
    troubles: ['refetches', 'bad-line'],
    seed: 7,
  },
  {
    name: 'note-the-place-before-the-rows',
    doc: 'The place in the log is written down ahead of the rows that lie before it.',
    file: 'sync/client/shape-state.ts',
    find: 'if (shape.queue.length === 0 && reached >= shape.fetched) shape.position = shape.received;',
    replace: 'if (reached >= 0) shape.position = shape.received;',
    troubles: ['crashes', 'restarts', 'bad-line'],
  },
];

const merging: readonly BrokenRule[] = [
  {
    name: 'refuse-what-merges',
    doc: 'An edit is held against the whole row: whoever edited another field of it is in the way.',
    file: 'shared/domains/customers/edit-mutators.ts',
    find: `fate === 'lost-race')`,
    replace: `fate === 'lost-race' || (ctx.authority && row.updatedAt !== row.createdAt))`,
    seed: 2,
  },
  {
    name: 'write-over-the-other',
    doc: 'Who comes second to a field silently wins it.',
    file: 'shared/domains/customers/edit-mutators.ts',
    find: 'if (lost.length > 0) throw customerFieldChanged({ customerId, fields: lost });',
    replace: '',
    seed: 4,
  },
  {
    name: 'keep-half-of-a-refused-edit',
    doc: 'Of an edit that lost one field the others are written, and nobody is told of the one.',
    file: 'shared/domains/customers/edit-mutators.ts',
    find: 'if (lost.length > 0) throw',
    replace: `for (const field of lost) delete wanted[field];
    if (lost.length === fates.length) throw`,
    seed: 4,
  },
  {
    name: 'forget-both-values',
    doc: 'A refusal is put before a person without what they wanted and what stands.',
    file: 'sync/client/acknowledge.ts',
    find: 'fieldsOf(connection, journal), now);',
    replace: '[], now);',
    troubles: ['partitions'],
    seed: 2,
  },
];

export const brokenRules: readonly BrokenRule[] = [...cloud, ...pushing, ...pulling, ...merging, ...rebasing];
