import type { FastifyInstance } from 'fastify';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { CommerceContext } from '../context.ts';
import { type CarrierNews, NewsForged } from './carrier.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import { noteParcel } from './note-parcels.ts';

export const NEWS_PATH = '/carriers/v1/news/:tenantId/:accountId';
const MAX_BODY = 512 * 1024;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Where a carrier pushes news of an account's parcels to; null: it pushes none, or nobody could know that it is the carrier. */
export const newsUrlOf = (
  { publicOrigin }: Pick<CommerceContext, 'publicOrigin'>,
  of: { readonly tenantId: string; readonly id: string; readonly secrets: Readonly<Record<string, string>> },
): string | null => (of.secrets['newsKey'] ? `${publicOrigin()}/carriers/v1/news/${of.tenantId}/${of.id}` : null);

/** What carriers call, beside the document of the API: its bodies are theirs, and are read as they came. */
export async function mountCarrierNews(server: FastifyInstance, context: CommerceContext): Promise<void> {
  await server.register(async (news) => {
    news.removeAllContentTypeParsers();
    news.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
      done(null, body),
    );
    news.route({
      method: 'POST',
      url: NEWS_PATH,
      config: { rateLimit: { max: 3_000, timeWindow: 60_000 } },
      handler: async (request, reply) => {
        const { tenantId = '', accountId = '' } = request.params as { tenantId?: string; accountId?: string };
        const raw = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
        const told = await takeNews(context, { tenantId, accountId, headers: request.headers, raw });
        return reply.header('cache-control', 'no-store').send({ parcels: told });
      },
    });
  });
}

/** @returns how many parcels of the shop they are about. @throws HttpProblem; anything else, and the carrier tells it again */
async function takeNews(
  context: CommerceContext,
  of: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly raw: string;
  },
): Promise<number> {
  const { tenantId, accountId, headers, raw } = of;
  const known = uuid.test(tenantId) && uuid.test(accountId);
  const account = known ? await openCarrierAccount(context, tenantId, accountId) : undefined;
  if (!account) throw notFound('carrier account');
  let all: CarrierNews[];
  try {
    all = context.carriers[account.carrier].verifyNews(account, headers, raw);
  } catch (error) {
    const forged = error instanceof NewsForged;
    if (!forged) context.log.warn({ err: error, accountId }, 'news of a carrier were not understood');
    throw new HttpProblem(
      400,
      forged ? 'carriers.news-refused' : 'carriers.news-unclear',
      forged
        ? 'It is not shown that the carrier says this. Nothing was changed. Look at the secret for news of the account.'
        : 'This is nothing that the carrier sends. Nothing was changed.',
    );
  }
  let parcels = 0;
  for (const news of all) parcels += await noteParcel(context, tenantId, account.carrier, news);
  return parcels;
}
