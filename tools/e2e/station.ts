import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Moment, SimulatedTerminal } from '@tillhouse/desktop/host/devices/terminals/simulator/terminal.ts';
import type { GunTrace } from '@tillhouse/desktop/renderer/testing/gun-traces.ts';
import type { Browser, Page } from 'playwright-core';
import { type Line, openLine } from '../faults/line.ts';
import { freePort } from '../parts/ports.ts';
import { Cashier, type Sold } from './cashier.ts';
import { type DeskProcess, deskProcess } from './desk-process.ts';
import { enrol } from './in-window.ts';
import { type PaperTray, paperTray } from './paper-tray.ts';
import type { ShopHouse } from './shop-house.ts';

/** A till: its process, its line to the cloud, what stands at it, who sells there, and what was sold. */
export interface Station {
  readonly desk: DeskProcess;
  readonly line: Line;
  readonly tray: PaperTray;
  readonly terminal: SimulatedTerminal;
  readonly cashier: Cashier;
  readonly sold: Sold[];
  close(): Promise<void>;
  /** Opens its till in a browser that never was there before. */
  openWindow(): Promise<Page>;
  /** The desk is killed as its terminal does that, before it hears of it; the window finds it again by itself. */
  killedAt(moment: Moment): Promise<void>;
}

/** A device that joins the shop. */
export async function openStation(
  { house, browser }: { house: ShopHouse; browser: Browser },
  device: string,
  gun: GunTrace,
): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-day-'));
  const line = await openLine(house.cloudUrl);
  const desk = deskProcess({ folder, cloudUrl: line.url, port: await freePort() });
  const tray = await paperTray();
  let hear: (moment: Moment) => void = () => {};
  const terminal = await new SimulatedTerminal({ name: 'Counter', onMoment: (moment) => hear(moment) }).start();
  const newPage = async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    context.setDefaultTimeout(180_000);
    return context.newPage();
  };
  const page = await newPage();
  await desk.start();
  await enrol(page, await desk.address('/till'), house.shop, device);
  return {
    ...{ desk, line, tray, terminal, sold: [] },
    cashier: new Cashier(page, gun),
    async close() {
      await desk.end('SIGTERM');
      await terminal.stop();
      await tray.printer.stop();
      await line.close();
      rmSync(folder, { recursive: true, force: true });
    },
    async openWindow() {
      const fresh = await newPage();
      await fresh.goto(await desk.address('/till'));
      return fresh;
    },
    killedAt: (wanted) =>
      new Promise((resolve, reject) => {
        hear = (moment) => {
          if (moment !== wanted) return;
          hear = () => {};
          desk.end('SIGKILL').then(resolve, reject);
        };
      }),
  };
}
