import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

import './diagram.css';

// On a narrow screen: the smallest zoom at which the name of a task can be read.
const legible = 0.55;
const narrow = 640; // pixels

// What an attribute lists, and the class its elements get.
const marks = { lit: 'diagram-lit', current: 'diagram-current', stuck: 'diagram-stuck' };

const letters = '10.5px';

/**
 * Draws a BPMN diagram in a place such as
 *
 *   <div class="diagram" data-diagram data-diagram-url="/…/xml" data-label="Diagram van P02"
 *        data-lit="start triage" data-current="intake" data-stuck=""></div>
 *
 * The XML comes from data-diagram-url or stands in data-diagram-xml; lit, current and stuck list element ids; data-counts
 * is JSON that says how many people are at an element.
 * data-diagram-state tells how it went: loading, ready or failed. A click on an element is told as `diagram:element`.
 * The picture never stands alone: the page shows the same as a list, so to a screen reader the drawing is one image.
 *
 * @param {HTMLElement} place
 */
export async function showDiagram(place) {
  place.dataset.diagramState = 'loading';
  try {
    await document.fonts.ready;
    const viewer = new NavigatedViewer({ container: place, textRenderer: textOf(place) });
    viewer.on('shape.add', ({ element }) => keepWordsWhole(element, viewer.get('textRenderer')));
    await viewer.importXML(await xmlOf(place));
    prepare(place, viewer);
    place.dataset.diagramState = 'ready';
  } catch (error) {
    place.dataset.diagramState = 'failed';
    console.error('diagram', error);
  }
}

// A step is as wide as designers draw it: with letters of 12, or those of another computer, the words for a director and a
// coordinator break in the middle. The page's own letters are measured the same everywhere, once they are there.
function textOf(place) {
  const style = { fontFamily: getComputedStyle(place).fontFamily, fontSize: letters };
  return { defaultStyle: style, externalStyle: style };
}

// Somebody drew this label with other letters: it gets the width of its longest word, around the same middle.
function keepWordsWhole(element, text) {
  if (!element.labelTarget) return;
  const words = (element.businessObject.name ?? '').split(/\s+/);
  const needed = Math.max(...words.map(word => text.getExternalLabelBounds(element, word).width));
  if (needed <= element.width) return;
  element.x -= (needed - element.width) / 2;
  element.width = needed;
}

async function xmlOf(place) {
  if (place.dataset.diagramXml) return place.dataset.diagramXml;
  const answer = await fetch(place.dataset.diagramUrl, { headers: { Accept: 'application/xml' } });
  if (!answer.ok) throw new Error(`no diagram: ${ answer.status }`);
  return answer.text();
}

function prepare(place, viewer) {
  const canvas = viewer.get('canvas');
  name(place);
  mark(place, viewer);
  count(place, viewer);
  takeItsShape(place, canvas);
  canvas.zoom('fit-viewport', 'auto');
  keepLegible(place, viewer);
  wheelOnlyInside(place, viewer.get('zoomScroll'));
  viewer.on('element.click', ({ element }) => tell(place, element.id));
}

// The drawing takes the keyboard's focus, for moving and zooming, and so needs a name.
function name(place) {
  const drawing = place.querySelector('svg');
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', place.dataset.label ?? 'Diagram');
}

// As tall as the drawing needs at this width, with room for the mark in the corner; between 14 rem and most of the window.
function takeItsShape(place, canvas) {
  const { inner } = canvas.viewbox();
  const wanted = place.clientWidth * inner.height / inner.width + 48;
  place.style.blockSize = `clamp(14rem, ${ Math.ceil(wanted) }px, 75vh)`;
  canvas.resized();
}

// On a narrow screen a whole process becomes dots: show what matters now instead, at a size that can be read. The rest
// is a drag away, and stands in the list.
function keepLegible(place, viewer) {
  const canvas = viewer.get('canvas');
  if (place.clientWidth > narrow || canvas.zoom() >= legible) return;
  const [ first ] = `${ place.dataset.stuck ?? '' } ${ place.dataset.current ?? '' }`.trim().split(/\s+/);
  canvas.zoom(legible);
  canvas.scrollToElement(viewer.get('elementRegistry').get(first) ?? firstShape(viewer), 40);
}

function firstShape(viewer) {
  return viewer.get('elementRegistry').find(element => element.type === 'bpmn:StartEvent');
}

function mark(place, viewer) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [ attribute, name ] of Object.entries(marks)) {
    (place.dataset[attribute] ?? '').split(/\s+/)
      .filter(id => id && registry.get(id))
      .forEach(id => canvas.addMarker(id, name));
  }
}

function count(place, viewer) {
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  for (const [ id, people ] of Object.entries(JSON.parse(place.dataset.counts || '{}'))) {
    if (registry.get(id)) overlays.add(id, { position: { top: -12, right: 12 }, html: badge(people) });
  }
}

function badge(people) {
  const html = document.createElement('span');
  html.className = 'diagram-count';
  html.textContent = people;
  return html;
}

// The wheel scrolls the page until the reader has stepped into the diagram.
function wheelOnlyInside(place, zoomScroll) {
  zoomScroll.toggle(false);
  place.addEventListener('focusin', () => zoomScroll.toggle(true));
  place.addEventListener('focusout', () => zoomScroll.toggle(false));
}

function tell(place, id) {
  place.dispatchEvent(new CustomEvent('diagram:element', { bubbles: true, detail: { id } }));
}
