// Runs in the page: waits for the last key of a scan and then for the frame after the basket changed.
() => {
  const basket = document.querySelector('section[aria-label="Basket"]');
  const before = basket.innerText;
  return new Promise((resolve, reject) => {
    let since = 0;
    const late = setTimeout(() => reject(new Error(`the line of a scan never came; Enter seen: ${since > 0}`)), 10_000);
    const onKey = (event) => {
      if (event.key === 'Enter') since = event.timeStamp;
    };
    addEventListener('keydown', onKey, true);
    const watcher = new MutationObserver(() => {
      if (since === 0 || basket.innerText === before) return;
      watcher.disconnect();
      removeEventListener('keydown', onKey, true);
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
