// The language of templates: JSON as text, and between {{ and }} a program.
import { StreamLanguage } from '@codemirror/language';

export const keywords =
  'if else end for in while break continue case when func ret capture readonly with wrap tablerow null true false empty'.split(' ');

const words = new Set(keywords);

function program(stream, state) {
  if (stream.match(/^[-~]?\}\}/)) {
    state.isProgram = false;
    return 'meta';
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^#.*?(?=[-~]?\}\}|$)/)) return 'comment';
  if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?/)) return 'string';
  if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
  const word = stream.match(/^[A-Za-z_]\w*/);
  if (word) return words.has(word[0]) ? 'keyword' : 'variableName';
  stream.next();
  return 'operator';
}

function text(stream, state) {
  if (stream.match(/^\{\{[-~]?/)) {
    state.isProgram = true;
    return 'meta';
  }
  if (state.isString) {
    if (stream.match(/^(?:[^"\\{]|\\.|\{(?!\{))+/)) return 'string';
    if (stream.next() === '"') state.isString = false;
    return 'string';
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^"(?:[^"\\{]|\\.|\{(?!\{))*"(?=\s*:)/)) return 'propertyName';
  if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number';
  if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
  if (stream.next() === '"') {
    state.isString = true;
    return 'string';
  }
  return 'punctuation';
}

export const templates = StreamLanguage.define({
  name: 'template',
  startState: () => ({ isProgram: false, isString: false }),
  token: (stream, state) => (state.isProgram ? program(stream, state) : text(stream, state)),
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
});
