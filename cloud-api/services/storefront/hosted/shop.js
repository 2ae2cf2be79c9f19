// On every page of a hosted shop: pages that were looked at stay readable without a connection, and say that it is gone.
const { base, worker } = document.currentScript.dataset;
const said = document.querySelector('[data-offline]');
const tell = () => said.toggleAttribute('hidden', navigator.onLine);
addEventListener('online', tell);
addEventListener('offline', tell);
tell();
navigator.serviceWorker?.register(worker, { scope: base || '/', updateViaCache: 'none' }).catch(() => {
  // The shop works without; only what was looked at cannot be read offline.
});
