// Every page works without this file; each feature below only makes a page nicer.
import './htmx/htmx.js';
import { completeByKey } from './forms/complete.js';
import { refreshQuestions } from './forms/conditions.js';
import { keepDrafts } from './forms/draft.js';
import { focusErrorSummary } from './forms/error-summary.js';
import { showDiagrams } from './diagram/lazy.js';
import { leaveQuickly } from './report/exit.js';
import { workByKeys } from './worklist/keys.js';

const features = [ leaveQuickly, focusErrorSummary, completeByKey, refreshQuestions, keepDrafts, workByKeys, showDiagrams ];

// htmx tells this once for the whole page, and again for every part that it swaps in.
document.addEventListener('htmx:after:process', event => features.forEach(feature => feature(event.target)));
