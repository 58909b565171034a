// Every page works without this file; each feature below only makes a page nicer.
import './htmx/htmx.js';
import { focusErrorSummary } from './forms/error-summary.js';
import { showDiagrams } from './diagram/lazy.js';

const features = [ focusErrorSummary, showDiagrams ];

// htmx tells this once for the whole page, and again for every part that it swaps in.
document.addEventListener('htmx:after:process', event => features.forEach(feature => feature(event.target)));
