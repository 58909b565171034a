import { within } from '../within.js';

/**
 * Fetches the diagram viewer only for a page that shows one.
 *
 * @param {Element} root
 */
export async function showDiagrams(root) {
  const places = within(root, '[data-diagram]:not([data-diagram-state])');
  if (!places.length) return;
  const { showDiagram } = await import('./diagram.js');
  places.forEach(showDiagram);
}
