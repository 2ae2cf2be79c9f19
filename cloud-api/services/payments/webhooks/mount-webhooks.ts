import type { FastifyInstance } from 'fastify';
import type { PaymentsContext } from '../context.ts';
import { takeWebhook } from './webhooks.ts';

export const WEBHOOK_PATH = '/payments/v1/webhooks/:provider/:accountId';
const MAX_BODY = 512 * 1024;

/** What providers call, beside the document of the API: its bodies are theirs, and are read as they came. */
export async function mountWebhooks(server: FastifyInstance, context: PaymentsContext): Promise<void> {
  await server.register(async (hooks) => {
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
      done(null, body),
    );
    hooks.route({
      method: 'POST',
      url: WEBHOOK_PATH,
      config: { rateLimit: { max: 3_000, timeWindow: 60_000 } },
      handler: async (request, reply) => {
        const { provider = '', accountId = '' } = request.params as { provider?: string; accountId?: string };
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const said = await takeWebhook(context, { provider, accountId, headers: request.headers, raw });
        return reply.header('cache-control', 'no-store').send(said);
      },
    });
  });
}
