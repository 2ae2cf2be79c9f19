// On every page of a hosted shop: pages that were looked at stay readable without a connection, and say that it is gone.
const { base, worker } = document.currentScript.dataset;
const said = document.querySelector('[data-offline]');
const tell = () => said?.toggleAttribute('hidden', navigator.onLine);
addEventListener('online', tell);
addEventListener('offline', tell);
tell();
if (worker)
  navigator.serviceWorker?.register(worker, { scope: base || '/', updateViaCache: 'none' }).catch(() => {
    // The shop works without; only what was looked at cannot be read offline.
  });
// What a menu has open is closed by Escape, which leads back to its name, and by a look elsewhere.
addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const open of document.querySelectorAll('details.sub[open], details.menu[open]')) {
    const within = open.contains(document.activeElement);
    open.open = false;
    if (within) open.querySelector('summary').focus();
  }
});
addEventListener('pointerdown', ({ target }) => {
  for (const open of document.querySelectorAll('details.sub[open]')) if (!open.contains(target)) open.open = false;
});
