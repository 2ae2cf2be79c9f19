import type { PersonSummary } from '../../bridge/views.ts';
import type { Host } from '../host.ts';
import type { KnownPerson } from './people.ts';
import { shownPerson } from './session-state.ts';
import { changeWindow, type WindowSession, windowOf } from './windows.ts';

/** Somebody whom this desk itself knows is signed in at a window. */
export async function keepSignedIn(host: Host, window: WindowSession, person: KnownPerson): Promise<PersonSummary> {
  const fresh = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  await host.desk.transaction('foreground', async (connection) => {
    connection.runNow(
      `INSERT INTO desk_people (staff_id, last_here_at) VALUES (?, ?)
       ON CONFLICT (staff_id) DO UPDATE SET last_here_at = excluded.last_here_at`,
      [person.id, host.now()],
    );
  });
  await changeWindow(host.desk, fresh, { staffId: person.id, person: null }, host.now());
  host.changed('session');
  return shownPerson(person);
}
