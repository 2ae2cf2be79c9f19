import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE } from './envelope.ts';
import { answerFile } from './screens.ts';
import { isOurs } from './same-place.ts';
import type { Pipe } from './talk.ts';

export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

/** The screens' files and the bridge, on this machine only. `talk` is called with each window that connects. */
export function listen(port: number, rendererDir: string, talk: (pipe: Pipe) => void): Promise<Loopback> {
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) =>
    answerHttp(request, response, rendererDir),
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== '/bridge' || !isOurs(request, portOf(server), true)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate());
      talk({
        send: (text) => ws.readyState === ws.OPEN && ws.send(text),
        close: (reason) => ws.close(1008, reason),
        onMessage: (hear) => ws.on('message', (data, binary) => (binary ? ws.close(1003) : hear(String(data)))),
        onClose: (gone) => ws.on('close', gone),
      });
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      resolve({
        url: `http://127.0.0.1:${portOf(server)}/`,
        close: () =>
          new Promise((done) => {
            for (const ws of sockets.clients) ws.terminate();
            server.close(() => done());
            server.closeAllConnections();
          }),
      }),
    );
  });
}

const portOf = (server: ReturnType<typeof createServer>) => (server.address() as AddressInfo).port;

function answerHttp(request: IncomingMessage, response: ServerResponse, rendererDir: string): void {
  const port = request.socket.localPort ?? 0;
  if (!isOurs(request, port, false)) {
    response.writeHead(421, { 'content-length': 0 }).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 }).end();
    return;
  }
  answerFile(rendererDir, request, response);
}
