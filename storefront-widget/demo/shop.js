// What a merchant's own page may do with the widget: put the hero away while a product is open.
function arrange() {
  const viewing = location.hash.startsWith('#tillhouse/');
  document.body.classList.toggle('viewing', viewing);
  document.getElementById('all').hidden = viewing;
  if (viewing) scrollTo(0, 0);
}
addEventListener('hashchange', arrange);
arrange();
