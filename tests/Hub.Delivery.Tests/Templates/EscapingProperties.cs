using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Templates;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Whatever data say, the message is JSON and readers see the data: no mark, no link, nobody told.</summary>
public sealed partial class EscapingProperties
{
    private const int Tries = 1_000;

    internal static readonly Gen<string> Hostile = Gen.Elements(
            "a b 1 . ; : - + = > # * _ ** __ ~~ ~ ` ``` \\ \" { } {{ [ ] ( ) | ! & < > / @ é 😀 👩‍👩‍👧 \ud800 \udc00 \u0301 \u202e".Split(
                ' '
            )
        )
        .Or(
            Gen.Elements(
                "\n",
                "\r\n",
                " ",
                "    ",
                "\t",
                "\0",
                "\u2028",
                "<!channel>",
                "<!here|x>",
                "<@U0123ABCD>",
                "<users/all>",
                "<https://evil.example|click>",
                "[click](https://evil.example)",
                "![x](https://evil.example/a.png)",
                "<a href='https://evil.example'>x</a>",
                "<at>Everybody</at>",
                "@everyone",
                "@here",
                "@channel",
                "@all",
                "{{DATE(2026-05-24T10:30:00Z)}}",
                "{{ event.id }}",
                "&amp;",
                "&lt;b&gt;",
                "&#42;",
                "- item",
                "1. item",
                "# heading",
                "> quote",
                "---",
                "*bold*",
                "_italic_",
                "`code`",
                "\\u0022",
                "\",\"url\":\"https://evil.example\""
            )
        )
        .ListOf()
        .Select(string.Concat);

    private static readonly TargetText[] All =
    [
        PlainText.Instance,
        TeamsText.Instance,
        SlackText.Instance,
        DiscordText.Instance,
        GoogleChatText.Instance,
        MattermostText.Instance,
        HtmlText.Instance,
    ];

    private static readonly string[] Keys =
    [
        "text",
        "title",
        "value",
        "content",
        "name",
        "description",
        "url",
        "anything",
    ];

    [Fact]
    public void Any_text_in_any_place_gives_the_json_that_was_meant()
    {
        var places = Rendered.Parsed(
            $$$"""
            { {{{string.Join(", ", Keys.Select(key => $$$"""
            "{{{key}}}": "<{{ event.ticket.subject }}>"
            """))}}},
              "bare": {{ event.ticket.subject }},
              "list": ["{{ event.ticket.subject }}", {{ event.ticket.subject }}, {{ [event.ticket.subject] }}],
              "object": {{ { a: event.ticket.subject } }},
              "whole": {{ event.ticket.tags }},
              "json": {{ event.ticket.subject | json }},
              "inner": "{{ event.ticket.subject | json }}",
              "captured": "{{ capture x }}{{ event.ticket.subject }}{{ end; x }}",
              "run": { "type": "TextRun", "text": "{{ event.ticket.subject }}" },
              "{{ event.ticket.subject }}": 1,
              "escape": "\\{{ event.ticket.subject }}"
            }
            """
        );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tries),
            Prop.ForAll(Hostile.SelectMany(_ => Gen.Elements(All), (value, text) => (value, text)).ToArbitrary(), one =>
            {
                var (value, text) = one;
                var rendering = places.Render([Subjects.Of(value)], Rendered.Settings(text, limit: 500_000));
                var json = JsonDocument.Parse(Rendered.TextOf(rendering)).RootElement;
                foreach (
                    var key in Keys.Where(key =>
                        !text.IsUrl(key) && text.Escape(key, value).Length + 2 < text.LimitOf(key)
                    )
                )
                    Assert.Equal(Sent($"<{text.Escape(key, value)}>"), json.GetProperty(key).GetString());
                Assert.Equal(Sent(text.Escape("bare", value)), json.GetProperty("bare").GetString());
                Assert.Equal(3, json.GetProperty("list").GetArrayLength());
                Assert.Equal(Sent(text.Escape("a", value)), json.GetProperty("object").GetProperty("a").GetString());
                Assert.StartsWith("\\", json.GetProperty("escape").GetString());
            })
        );
    }

    [Fact]
    public void Teams_shows_values_as_they_are() =>
        Shows(TeamsText.Instance, "text", static text => Markdown(text), static value => Lines(value));

    [Fact]
    public void Discord_shows_values_as_they_are() =>
        Shows(
            DiscordText.Instance,
            "description",
            static text => Markdown(text, hasEntities: false),
            static value => Lines(value)
        );

    [Fact]
    public void Mattermost_shows_values_as_they_are() =>
        Shows(MattermostText.Instance, "text", static text => Markdown(text), static value => Lines(value));

    [Fact]
    public void Slack_shows_values_as_they_are() =>
        Shows(
            SlackText.Instance,
            "text",
            static text =>
            {
                Assert.DoesNotMatch(SlackMarks(), text);
                return text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
            },
            static value => value
        );

    [Fact]
    public void Google_Chat_shows_values_as_they_are() =>
        Shows(
            GoogleChatText.Instance,
            "text",
            static text =>
            {
                Assert.DoesNotMatch(ChatMarks(), text);
                return text;
            },
            static value => value
        );

    [Fact]
    public void Mail_shows_values_as_they_are() =>
        Shows(
            HtmlText.Instance,
            "content",
            static text =>
            {
                Assert.DoesNotContain('<', text.Replace("<br>", ""));
                return WebUtility.HtmlDecode(text.Replace("<br>", "\n"));
            },
            static value => WebUtility.HtmlDecode(WebUtility.HtmlEncode(Marks.Lines(value)))
        );

    [Fact]
    public void Nobody_is_told_by_data() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Tries), Prop.ForAll(Hostile.ToArbitrary(), value =>
            {
                foreach (var key in Keys.Where(static key => key != "url"))
                {
                    Assert.DoesNotContain("<!", SlackText.Instance.Escape(key, value));
                    Assert.DoesNotContain("<@", SlackText.Instance.Escape(key, value));
                    Assert.DoesNotMatch("@(everyone|here)", DiscordText.Instance.Escape(key, value));
                    Assert.DoesNotMatch(
                        "(?<![A-Za-z0-9])@[a-z]|@(all|channel|here|everyone)|<!",
                        MattermostText.Instance.Escape(key, value)
                    );
                    Assert.DoesNotContain("<users", GoogleChatText.Instance.Escape(key, value));
                    Assert.DoesNotContain("{{DATE(", TeamsText.Instance.Escape(key, value));
                    Assert.DoesNotContain("{{DATE(", TeamsText.Instance.Within("TextRun").Escape(key, value));
                }
            }));

    [Fact]
    public void Addresses_of_mail_can_be_copied()
    {
        foreach (var text in All)
            Assert.Equal("una@company.com", text.Escape("text", "una@company.com"));
    }

    private static void Shows(TargetText text, string key, Func<string, string> read, Func<string, string> meant) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tries),
            Prop.ForAll(Hostile.ToArbitrary(), value =>
                Assert.Equal(Seen(meant(Sent(value))), Seen(read(Sent(text.Escape(key, value)))))
            )
        );

    /// <summary>What a reader of Markdown sees; fails where anything is more than text.</summary>
    private static string Markdown(string text, bool hasEntities = true)
    {
        var document = Markdig.Markdown.Parse(
            text,
            new MarkdownPipelineBuilder()
                .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
                .Build()
        );
        var seen = new StringBuilder();
        foreach (var block in document)
        {
            foreach (var inline in Assert.IsType<ParagraphBlock>(block).Inline!)
                seen.Append(
                    inline switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        LineBreakInline => "\n",
                        HtmlEntityInline entity when !hasEntities => entity.Original.ToString(),
                        _ => throw new InvalidOperationException($"{inline.GetType().Name} in {text}"),
                    }
                );
            seen.Append('\n');
        }
        return Lines(seen.ToString());
    }

    /// <summary>White space about lines is nobody's, and neither are empty lines.</summary>
    private static string Lines(string text) =>
        string.Join(
            '\n',
            Marks
                .Lines(text)
                .Split('\n')
                .Select(static line => Space().Replace(line.Replace('\0', '\ufffd'), " ").Trim(' '))
                .Where(static line => line.Length > 0)
        );

    private static string Seen(string text) => text.Replace("\u200b", "");

    /// <summary>Half a pair of surrogates is sent as what stands for no character.</summary>
    private static string Sent(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"<|>|(?<![\p{L}\p{Nd}])[*_~`](?!\u200b)|^[ \t]*&gt;", RegexOptions.Multiline)]
    private static partial Regex SlackMarks();

    [GeneratedRegex(@"<(?!\u200b)|(?<![\p{L}\p{Nd}])[*_~`](?!\u200b)")]
    private static partial Regex ChatMarks();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Space();
}
