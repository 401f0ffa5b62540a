// Makes a code editor of a form's <textarea data-editor>, which keeps what is written and is what the form sends. While somebody
// writes, the form goes to its data-preview, and what comes back as #shown takes the place of what is shown.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { templates } from './language.mjs';
import { looks } from './looks.mjs';
import { complete } from './words.mjs';

const restBeforePreview = 600; // milliseconds without a keystroke
const area = document.querySelector('textarea[data-editor]');
const form = area.form;
const initial = area.value;
let isSent = false;

// Within a shadow root styles are sheets and not elements, which the page's policy would not let in.
const place = document.createElement('div');
place.className = 'code-place';
area.before(place);
area.hidden = true;
const root = place.attachShadow({ mode: 'open' });

const view = new EditorView({
  parent: root,
  root,
  state: EditorState.create({
    doc: initial,
    extensions: [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      autocompletion({ override: [complete] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': area.labels[0].textContent, tabindex: '0' }),
      keymap.of([
        { key: 'Mod-s', run: save, preventDefault: true },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...completionKeymap,
      ]),
      templates,
      looks,
      EditorView.updateListener.of(update => {
        if (!update.docChanged) return;
        area.value = view.state.doc.toString();
        later();
      }),
    ],
  }),
});

function save() {
  form.requestSubmit();
  return true;
}

// What the page says is wrong, marked where it is.
function mark() {
  const doc = view.state.doc;
  const problems = [...document.querySelectorAll('#shown [data-line]')].map(one => {
    const line = doc.line(Math.min(Math.max(1, Number(one.dataset.line)), doc.lines));
    const from = Math.min(line.from + Math.max(0, Number(one.dataset.column) - 1), line.to);
    return { from, to: Math.min(from + 1, line.to), severity: one.dataset.severity, message: one.dataset.message };
  });
  view.dispatch(setDiagnostics(view.state, problems));
}

let timer;
let asking;

function later(rest = restBeforePreview) {
  clearTimeout(timer);
  timer = setTimeout(() => preview().catch(() => {}), rest); // The network is away; the next key asks again.
}

async function preview() {
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: asking.signal });
  if (answer.status === 429) return later(1000 * Number(answer.headers.get('Retry-After') ?? 5));
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const newer = page.getElementById('shown');
  if (!newer) return;
  document.getElementById('shown').replaceChildren(...newer.childNodes);
  document.dispatchEvent(new Event('renewed'));
  mark();
}

form.addEventListener('submit', () => (isSent = true));
form.addEventListener('change', () => later(0));
area.labels[0].addEventListener('click', () => view.focus());
window.addEventListener('beforeunload', event => {
  if (!isSent && area.value !== initial) event.preventDefault();
});
// A line that is named beside the text leads there.
document.addEventListener('click', event => {
  const named = event.target.closest('[data-line] a');
  if (!named) return;
  event.preventDefault();
  const { line, column } = named.closest('[data-line]').dataset;
  const at = view.state.doc.line(Math.min(Number(line), view.state.doc.lines));
  const anchor = Math.min(at.from + Number(column) - 1, at.to);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
});
mark();
