import { join } from 'node:path';
import { bootHost, type RunningHost } from '@tillhouse/desktop/host/boot.ts';
import { root } from '../paths.mjs';
import { during } from '../progress.mjs';
import type { HouseLog } from './log-file.ts';
import { onFreePort, type Ports } from './on-free-port.ts';

/** The folder of the desk's file in the data of a house. */
export function deskFolder(dataDir: string): string {
  return join(dataDir, 'desk');
}

/** The desk's host in this process: it owns the SQLite file and serves the screens over the loopback bridge. */
export function startDesk(dataDir: string, cloudUrl: string, ports: Ports, log: HouseLog): Promise<RunningHost> {
  const rendererDir = join(root, 'desktop', 'dist', 'renderer');
  const boot = (port: number): Promise<RunningHost> =>
    bootHost({ dataDir: deskFolder(dataDir), cloudUrl, port, rendererDir, log: log.write });
  return during('Starting the desk', () => onFreePort(ports, 'desk', boot));
}
