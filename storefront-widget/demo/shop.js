// What a merchant's own page may do with the widget's events: count the basket, put the hero away while a product is open.
const count = document.getElementById('basket-count');
document.addEventListener('tillhouse-basket', (event) => {
  count.textContent = String(event.detail.units);
});

function arrange() {
  const viewing = location.hash.startsWith('#tillhouse/');
  document.body.classList.toggle('viewing', viewing);
  document.getElementById('all').hidden = viewing;
  if (viewing) scrollTo(0, 0);
}
addEventListener('hashchange', arrange);
arrange();
