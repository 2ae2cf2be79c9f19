/**
 * What every window is opened with. Kept as data, so that each line of the checklist is a test
 * (Electron's own security list, items 2–4, 6, 8–10).
 */
export const SCREEN_ORIGIN = 'app://tillhouse';

export function webPreferences(preload: string) {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableDialogs: true,
  } as const;
}

export function windowOptions(preload: string) {
  return {
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    backgroundColor: '#f6f5f1',
    autoHideMenuBar: true,
    title: 'Tillhouse',
    webPreferences: webPreferences(preload),
  };
}
