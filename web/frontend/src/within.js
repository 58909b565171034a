/**
 * The elements in a part of the page that match, the part itself included: htmx may swap in exactly one of them.
 *
 * @param {Element} root
 * @param {string} selector
 *
 * @return {Element[]}
 */
export function within(root, selector) {
  const own = root.matches?.(selector) ? [ root ] : [];
  return [ ...own, ...root.querySelectorAll(selector) ];
}
