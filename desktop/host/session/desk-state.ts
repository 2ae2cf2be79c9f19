import type { DeskFile } from '../database/open-desk.ts';
import type { Reader } from '../database/reader.ts';
import * as z from 'zod';

/** What this desk was enrolled as; kept in the file, since it must be known before the first sync. */
export const enrolment = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  enrolledAt: z.number(),
  /** Where it differs from the address the program is started with */
  cloudUrl: z.string().nullable(),
  tenant: z.object({ id: z.string(), name: z.string() }),
  profile: z.object({
    kind: z.enum(['desk', 'till', 'scanner']),
    locationIds: z.array(z.string()),
    registerId: z.string().nullable(),
  }),
});
export type Enrolment = z.infer<typeof enrolment>;

export function readEnrolment(reader: Reader): Enrolment | null {
  const row = reader.get<{ value: string }>("SELECT value FROM desk_state WHERE name = 'enrolment'");
  return row ? enrolment.parse(JSON.parse(row.value)) : null;
}

export const enrolmentSql = "INSERT OR REPLACE INTO desk_state (name, value) VALUES ('enrolment', ?)";

export function writeEnrolment(desk: DeskFile, value: Enrolment): Promise<void> {
  return desk.transaction('foreground', async (connection) => {
    connection.runNow(enrolmentSql, [JSON.stringify(value)]);
  });
}
