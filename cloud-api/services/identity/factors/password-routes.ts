import * as z from 'zod';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { LONGEST } from './password-rules.ts';
import { askForReset, changePassword, resetPassword } from './passwords-of.ts';
import { inSession } from './person-of.ts';

const secret = z.string().min(1).max(LONGEST);
const tag = 'Factors';

export function passwordRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'PUT',
        path: '/auth/password',
        summary: 'Change my password',
        description:
          'Needs the present one. Twelve characters or more, of any kind, none of the lists that are tried first. All other sign-ins end.',
        tag,
        access: { as: 'person', unproven: true },
        perMinute: 60,
        body: z.strictObject({ present: secret, next: secret }),
        answers: { 200: { description: 'Changed', schema: z.object({ endedSignIns: z.number().int() }) } },
      },
      async ({ caller, body }) => ({ endedSignIns: await changePassword(context, inSession(caller), body) }),
    ),
    route(
      {
        method: 'POST',
        path: '/auth/password/forgotten',
        summary: 'Have a letter sent with a link that sets a new password',
        description: 'Answers alike whether there is such an account or not. The link is good once, for half an hour.',
        tag,
        access: { as: 'open' },
        perMinute: 30,
        body: z.strictObject({ email: z.string().min(3).max(254) }),
        answers: { 202: { description: 'If there is such an account, a letter is on its way' } },
      },
      async ({ body, request, reply }) => {
        await askForReset(context, body.email, request.ip);
        return reply.status(202).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/auth/password/reset',
        summary: 'Set a new password by the link of a letter',
        description: 'All sign-ins of the account end. A second factor stays and is asked for at the next one.',
        tag,
        access: { as: 'open' },
        perMinute: 60,
        body: z.strictObject({ token: z.string().max(200), next: secret }),
        answers: { 204: { description: 'Set' } },
      },
      async ({ body, reply }) => {
        await resetPassword(context, body.token, body.next);
        return reply.status(204).send();
      },
    ),
  ];
}
