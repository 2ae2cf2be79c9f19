import { expect, test } from 'vitest';
import { auditCsv } from './audit-export.ts';
import type { AuditRow } from './audit-rows.ts';

const row: AuditRow = {
  ...{ id: '7', position: 7, action: 'catalog.editProduct@1', actorId: 'a', actorName: '=HYPERLINK("x")' },
  ...{ deviceId: null, deviceName: 'Till, 1', outcome: 'applied', hash: 'ab12' },
  occurredAt: Date.UTC(2026, 10, 25, 9),
  recordedAt: Date.UTC(2026, 10, 25, 10),
  subject: { table: 'products', label: 'Mug\r\n7,forged' },
  approval: { by: 'Bo', how: 'pin' },
};

test('a cell cannot become a formula, break its row or look like a record', () => {
  const [head, line, end] = auditCsv([row]).split('\r\n');
  expect(head).toBe(
    'number,recorded_at,occurred_at,who,command,table,subject,device,outcome,approved_by,approved_how,id,hash',
  );
  expect(line).toBe(
    `7,2026-11-25T10:00:00.000Z,2026-11-25T09:00:00.000Z,"'=HYPERLINK(""x"")",catalog.editProduct@1,products,"Mug 7,forged","Till, 1",applied,Bo,pin,7,ab12`,
  );
  expect(end).toBe('');
});
