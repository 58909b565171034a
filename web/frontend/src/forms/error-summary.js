import { within } from '../within.js';

/**
 * A form that came back with errors puts the reader at the summary, whose links lead to the fields.
 *
 * @param {Element} root
 */
export function focusErrorSummary(root) {
  within(root, '[data-error-summary]')[0]?.focus();
}
