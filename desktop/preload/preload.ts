/**
 * Hands one MessagePort to the page and nothing else: no Electron function reaches the screens
 * (checklist items 3 and 20). Runs sandboxed, so it is bundled to one CommonJS file.
 */
import { ipcRenderer } from 'electron';

ipcRenderer.on('bridge-port', (event) => {
  const [port] = event.ports;
  if (port) window.postMessage({ t: 'tillhouse-bridge-port' }, window.location.origin, [port]);
});
window.addEventListener('message', (event) => {
  const asked =
    event.source === window && event.origin === window.location.origin && event.data?.t === 'tillhouse-bridge-wanted';
  if (asked) ipcRenderer.send('bridge-wanted');
});
