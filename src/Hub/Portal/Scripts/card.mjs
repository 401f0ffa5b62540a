// Draws the Adaptive Cards of a page as Teams does: each [data-card] names the element whose text is the message. Until then, and
// where a card cannot be drawn, the page's own outline stands there. Nothing on a card leads anywhere or is loaded.
import { AdaptiveCard, GlobalRegistry, HostConfig, Table, Versions } from 'adaptivecards';
import markdownIt from 'markdown-it';
import { colours } from './colours.mjs';

// The package's other modules are left out of the bundle, and with them what they would have drawn: carousels.
GlobalRegistry.defaultElements.register('Table', Table, Versions.v1_5);

const markdown = markdownIt('commonmark', { html: false, breaks: true }).disable('image');
markdown.renderer.rules.link_open = () => '<span class="link">';
markdown.renderer.rules.link_close = () => '</span>';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text.replace(/<at>(.*?)<\/at>/g, '@$1'));
  result.didProcess = true;
};

// Pictures are named and not shown: an address of theirs would tell its owner who looked.
function withoutPictures(part) {
  if (Array.isArray(part)) return part.map(withoutPictures);
  if (part === null || typeof part !== 'object') return part;
  if (part.type === 'Image') return { type: 'TextBlock', text: part.altText || part.type, isSubtle: true, wrap: true };
  return Object.fromEntries(
    Object.entries(part)
      .filter(([name]) => name !== 'backgroundImage' && name !== 'iconUrl')
      .map(([name, value]) => [name, withoutPictures(value)])
  );
}

function cardOf(message) {
  const part = message.attachments?.find(one => one.contentType === 'application/vnd.microsoft.card.adaptive');
  return part?.content ?? (message.type === 'AdaptiveCard' ? message : null);
}

function draw(place) {
  const found = cardOf(JSON.parse(document.getElementById(place.dataset.card).textContent));
  if (!found) return;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(colours(matchMedia('(prefers-color-scheme: dark)').matches));
  card.onExecuteAction = () => {};
  card.parse(withoutPictures(found));
  const drawn = card.render();
  if (!drawn) return;
  drawn.removeAttribute('tabindex');
  place.replaceChildren(drawn);
}

function drawAll() {
  for (const place of document.querySelectorAll('[data-card]')) {
    try {
      draw(place);
    } catch (error) {
      console.warn('A card cannot be drawn; its outline is shown.', error);
    }
  }
}

document.addEventListener('renewed', drawAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
drawAll();
