import type { FastifyInstance } from 'fastify';
import { type Hosting, mountHosted } from './hosted/mount-hosted.ts';
import { mountDue } from './due/mount-due.ts';
import { mountRequestPages } from './requests/request-pages.ts';
import { mountAskingPage } from './reviews/asking-page.ts';
import { mountLetterPages } from './left-carts/letter-pages.ts';

/** Pages for people, beside the shop API: where letters end, and hosted shops, which take every address that nobody else has. */
export async function mountPages(server: FastifyInstance, hosting: Hosting): Promise<void> {
  await mountLetterPages(server, hosting.context);
  await mountAskingPage(server, hosting.context);
  await mountRequestPages(server, hosting.context);
  await mountDue(server, hosting.context);
  mountHosted(server, hosting);
}
