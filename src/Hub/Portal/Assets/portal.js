// What pages do beyond what HTML does. Each page works without it: it adds the viewer's time zone, copying, a question before
// what cannot be undone, and parts that renew themselves.

const shown = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

// <time datetime>: in the viewer's zone, with what the server wrote (UTC) on hover and for those who hear the page.
function localize(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([title])')) {
    time.title = time.textContent;
    time.textContent = shown.format(new Date(time.dateTime));
  }
}

// <button data-copy="id">: copies what the element has as text or value, and says so.
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  // The icon before the words stays.
  button.lastChild.textContent = button.dataset.copied ?? button.lastChild.textContent;
}

// <form data-confirm="question">
function asksFirst(form) {
  return !form.dataset.confirm || window.confirm(form.dataset.confirm);
}

// <section id data-live="seconds">: the part of the same page as it is by now, while somebody looks. True: there was no answer to use.
async function renew(part) {
  if (document.hidden || part.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { 'X-Renew': part.id }, redirect: 'manual' });
  if (!answer.ok) return true;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const newer = page.getElementById(part.id);
  if (!newer) return;
  localize(newer);
  if (newer.innerHTML !== part.innerHTML) part.replaceChildren(...newer.childNodes);
}

// A hub that answers slowly is asked less often, and one that refuses or is away less and less often, up to once a minute.
async function keepNew(part) {
  const usual = Number(part.dataset.live) * 1000;
  for (let wait = usual; ; ) {
    await new Promise(done => setTimeout(done, wait));
    const asked = performance.now();
    const failed = await renew(part).catch(() => true);
    wait = failed ? Math.min(wait * 2, 60_000) : Math.max(usual, 20 * (performance.now() - asked));
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('button[data-copy]');
  if (button) copy(button);
});
document.addEventListener('submit', event => {
  if (!asksFirst(event.target)) event.preventDefault();
});
for (const part of document.querySelectorAll('[data-live][id]')) keepNew(part);
localize(document);
