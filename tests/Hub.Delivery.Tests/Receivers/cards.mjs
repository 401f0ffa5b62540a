// Microsoft's own reader of Adaptive Cards: one message of Teams a line in, what is wrong with its cards (or nothing) a line out.
import readline from 'node:readline';
import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

const { AdaptiveCard, SerializationContext, Version } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
const markdown = new MarkdownIt();

// Whatever of a card Teams reads as Markdown.
function* markdownIn(value, type) {
  if (Array.isArray(value)) {
    for (const one of value) yield* markdownIn(one, type);
  } else if (value && typeof value === 'object') {
    if (value.type === 'TextBlock') yield value.text;
    if (type === 'facts') yield* [value.title, value.value];
    for (const [key, one] of Object.entries(value)) yield* markdownIn(one, key);
  }
}

function problemsOf(content) {
  const context = new SerializationContext(new Version(1, 4));
  const card = new AdaptiveCard();
  card.parse(content, context);
  const problems = [];
  for (let index = 0; index < context.eventCount; index++) problems.push(context.getEventAt(index).message);
  for (const failure of card.validateProperties().validationEvents) problems.push(failure.message);
  if (card.getItemCount() !== content.body.length) problems.push('An element is not shown.');
  if (card.getActionCount() !== (content.actions ?? []).length) problems.push('An action is not shown.');
  for (const text of markdownIn(content)) {
    const html = markdown.render(text);
    if (/<(?!\/?(p|br)\b)/.test(html)) problems.push(`Live markup: ${html}`);
  }
  return problems;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const problems = JSON.parse(line).attachments.flatMap((one) => problemsOf(one.content));
  console.log(JSON.stringify(problems));
}
