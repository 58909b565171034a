/**
 * Fetches the diagram viewer only for a page that shows one. A diagram in a closed part waits until that part is opened:
 * it cannot be measured before.
 *
 * @param {ParentNode} root
 */
export async function showDiagrams(root) {
  const places = [ ...root.querySelectorAll('[data-diagram]:not([data-diagram-state])') ];
  const closed = places.filter(place => place.closest('details:not([open])'));
  closed.forEach(place => place.closest('details').addEventListener('toggle', () => show([ place ]), { once: true }));
  await show(places.filter(place => !closed.includes(place)));
}

async function show(places) {
  if (!places.length) return;
  const { showDiagram } = await import('./diagram.js');
  places.filter(place => !place.dataset.diagramState).forEach(showDiagram);
}
