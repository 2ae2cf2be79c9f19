import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

const server = Fastify({ logger: false });
const body = JSON.stringify({ text: 'x'.repeat(1_010) });
server.get('/', (_request, reply) => {
  reply.header('content-type', 'application/json; charset=utf-8').send(body);
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
process.on('disconnect', () => process.exit());
