// The few of Fluent's icons that pages show, by what they stand for there, as one SVG: <use href="/app/assets/icons.svg#add">.
import { readFileSync } from 'node:fs';

export const source = '@iconify-json/fluent';

const names = {
  add: 'add-20-regular',
  audit: 'history-20-regular',
  bad: 'dismiss-circle-20-filled',
  calendar: 'calendar-ltr-20-regular',
  connection: 'plug-connected-20-regular',
  copy: 'copy-20-regular',
  delete: 'delete-20-regular',
  docs: 'book-open-20-regular',
  download: 'arrow-download-20-regular',
  edit: 'edit-20-regular',
  event: 'flash-20-regular',
  flow: 'flow-20-regular',
  good: 'checkmark-circle-20-filled',
  health: 'heart-pulse-20-regular',
  home: 'home-20-regular',
  info: 'info-20-filled',
  key: 'key-20-regular',
  next: 'chevron-right-20-regular',
  organization: 'building-20-regular',
  pause: 'pause-20-regular',
  person: 'person-20-regular',
  play: 'play-20-regular',
  previous: 'chevron-left-20-regular',
  retry: 'arrow-clockwise-20-regular',
  rule: 'arrow-split-20-regular',
  save: 'save-20-regular',
  search: 'search-20-regular',
  send: 'send-20-regular',
  settings: 'settings-20-regular',
  'sign-in': 'arrow-enter-20-regular',
  'sign-out': 'sign-out-20-regular',
  sort: 'arrow-sort-20-regular',
  'sort-down': 'arrow-sort-down-20-regular',
  'sort-up': 'arrow-sort-up-20-regular',
  template: 'document-text-20-regular',
  test: 'beaker-20-regular',
  ticket: 'ticket-diagonal-20-regular',
  timer: 'timer-20-regular',
  wait: 'clock-20-regular',
  warn: 'warning-20-filled',
  webhook: 'arrow-routing-20-regular',
};

/** @param {string} folder The package's. */
export function sprite(folder) {
  const { icons, width, height } = JSON.parse(readFileSync(`${folder}/icons.json`, 'utf8'));
  const symbols = Object.entries(names).map(([name, of]) => {
    if (!icons[of]) throw new Error(`Fluent has no icon ${of}.`);
    return `<symbol id="${name}" viewBox="0 0 ${icons[of].width ?? width} ${icons[of].height ?? height}">${icons[of].body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`;
}

/** The package only passes the icons on, without their licence: https://github.com/microsoft/fluentui-system-icons */
export const licence = readFileSync(new URL('fluent-licence.txt', import.meta.url), 'utf8');
