using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Hub.Delivery.Templates.Markup;

/// <summary>Markdown in the marks that the target has; what it has no mark for is told in words and lines.</summary>
internal sealed class MarkdownText(string source) : SafeMarkup
{
    /// <summary>More is not read: whoever wrote it may mean to keep readers busy.</summary>
    public const int Longest = 8_000;

    private const int Deepest = 16;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    public override SafeMarkup Shorter(Func<string, string> cut) => new MarkdownText(cut(source));

    public override string In(TargetText text, string key)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(source, Pipeline);
        }
        catch (ArgumentException)
        {
            // It is nested deeper than anybody means it: then it is text.
            return text.Escape(key, source);
        }
        return new Piece(text, MarksOf(text, key), key).Blocks(document, 0);
    }

    private readonly struct Piece(TargetText text, TargetText marks, string key)
    {
        public string Blocks(ContainerBlock blocks, int depth)
        {
            var written = new List<string>();
            foreach (var block in blocks)
                if (Block(block, depth) is { Length: > 0 } one)
                    written.Add(one);
            return string.Join(blocks is ListItemBlock ? marks.LineBreak : marks.ParagraphBreak, written);
        }

        private string Block(Block block, int depth)
        {
            if (depth > Deepest)
                return "";
            return block switch
            {
                HeadingBlock heading => marks.Strong(Inlines(heading.Inline, depth)),
                ListBlock list => List(list, depth),
                QuoteBlock quote => marks.Quote(Blocks(quote, depth + 1)),
                ContainerBlock container => Blocks(container, depth + 1),
                ThematicBreakBlock => "",
                CodeBlock code => Lines(code),
                HtmlBlock html => Lines(html),
                LeafBlock leaf => Inlines(leaf.Inline, depth),
                _ => "",
            };
        }

        private string List(ListBlock list, int depth)
        {
            var number = list.IsOrdered
                ? int.TryParse(list.OrderedStart, out var start)
                    ? start
                    : 1
                : (int?)null;
            var items = new List<string>();
            foreach (var item in list)
            {
                items.Add(marks.ListItem(Block(item, depth + 1), number));
                number++;
            }
            return string.Join(marks.ItemBreak, items);
        }

        private string Lines(LeafBlock block)
        {
            var (owner, place) = (text, key);
            return string.Join(
                marks.LineBreak,
                block.Lines.ToString().Split('\n').Select(line => owner.Escape(place, line))
            );
        }

        private string Inlines(ContainerInline? inlines, int depth)
        {
            if (inlines is null || depth > Deepest)
                return "";
            var written = new StringBuilder();
            foreach (var one in inlines)
                written.Append(Inline(one, depth + 1));
            return written.ToString();
        }

        private string Inline(Inline inline, int depth) =>
            inline switch
            {
                LiteralInline literal => text.Escape(key, literal.Content.ToString()),
                LineBreakInline => marks.LineBreak,
                CodeInline code => code.Content.Contains('`')
                    ? text.Escape(key, code.Content)
                    : marks.Code(text.Escape(key, code.Content)),
                HtmlEntityInline entity => text.Escape(key, entity.Transcoded.ToString()),
                HtmlInline html => text.Escape(key, html.Tag),
                AutolinkInline address => To(text.Escape(key, address.Url), address.Url),
                LinkInline link => To(Inlines(link, depth), link.Url),
                EmphasisInline emphasis => Emphasis(emphasis, Inlines(emphasis, depth)),
                ContainerInline container => Inlines(container, depth),
                _ => "",
            };

        private string Emphasis(EmphasisInline emphasis, string inner) =>
            inner.Length == 0 ? ""
            : emphasis.DelimiterChar == '~' ? marks.Struck(inner)
            : emphasis.DelimiterCount > 1 ? marks.Strong(inner)
            : marks.Emphasis(inner);

        private string To(string label, string? url) =>
            WebAddress.Of(url) is not { } address ? label
            : marks == PlainText.Instance ? text.Escape(key, marks.Link(label, address))
            : marks.Link(label.Length == 0 ? text.Escape(key, address) : label, address);
    }
}
