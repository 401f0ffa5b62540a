// What can be written where the cursor is: names of the event, functions and keywords.
import { keywords } from './language.mjs';

const source = '/app/assets/template-words.json';
let known;

async function all() {
  const answer = await fetch(source);
  if (!answer.ok) return [];
  const { names, functions } = await answer.json();
  return [
    ...names.map(one => ({ label: one.path, type: 'variable', detail: one.type, info: one.description })),
    ...functions.map(one => ({ label: one.name, type: 'function', detail: one.takes })),
    ...keywords.map(label => ({ label, type: 'keyword' })),
  ];
}

export async function complete(context) {
  const before = context.state.sliceDoc(0, context.pos);
  if (before.lastIndexOf('{{') <= before.lastIndexOf('}}')) return null;
  const word = context.matchBefore(/[\w.[\]]*/);
  if (word.from === word.to && !context.explicit) return null;
  known ??= all();
  return { from: word.from, options: await known, validFor: /^[\w.[\]]*$/ };
}
