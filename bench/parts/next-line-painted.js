// Runs in the page before a scan: `nextLine` will be the time from its last key to the frame after the basket changed,
// or null when no line came.
() => {
  const basket = document.querySelector('section[aria-label="Basket"]');
  const before = basket.innerText;
  globalThis.lastEnterAt = 0;
  globalThis.nextLine = new Promise((resolve) => {
    const late = setTimeout(() => {
      watcher.disconnect();
      resolve(null);
    }, 3_000);
    const watcher = new MutationObserver(() => {
      const since = globalThis.lastEnterAt;
      if (since === 0 || basket.innerText === before) return;
      watcher.disconnect();
      clearTimeout(late);
      // The frame that holds the change is painted between these two.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - since);
        channel.port2.postMessage(null);
      });
    });
    watcher.observe(basket, { subtree: true, childList: true, characterData: true });
  });
};
