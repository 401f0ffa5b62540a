using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Markup is what an author asked for, and goes no further.</summary>
public sealed class MarkupTests
{
    private const string Markdown =
        "# Head\n\nSome **bold**, _italic_, ~~gone~~ `code` and [a link](https://a.example/x?a=1&b=2).\n\n- one\n- two\n\n> said";

    [Theory]
    [InlineData(
        "plain",
        "Head\n\nSome bold, italic, gone code and a link (https://a.example/x?a=1&b=2).\n\n• one\n• two\n\nsaid"
    )]
    [InlineData(
        "teams",
        "**Head**\n\nSome **bold**, _italic_, gone code and [a link](https://a.example/x?a=1&b=2).\n\n- one\n- two\n\nsaid"
    )]
    [InlineData(
        "slack",
        "*Head*\n\nSome *bold*, _italic_, ~gone~ `code` and <https://a.example/x?a=1&amp;b=2|a link>.\n\n• one\n• two\n\n> said"
    )]
    [InlineData(
        "discord",
        "**Head**\n\nSome **bold**, _italic_, ~~gone~~ code and [a link](<https://a.example/x?a=1&b=2>).\n\n- one\n- two\n\n> said"
    )]
    [InlineData(
        "google-chat",
        "*Head*\n\nSome *bold*, _italic_, ~gone~ `code` and <https://a.example/x?a=1&b=2|a link>.\n\n• one\n• two\n\nsaid"
    )]
    [InlineData(
        "mattermost",
        "**Head**\n\nSome **bold**, _italic_, ~~gone~~ code and [a link](<https://a.example/x?a=1&b=2>).\n\n- one\n- two\n\n> said"
    )]
    public void Markdown_becomes_the_marks_that_the_target_has(string target, string written) =>
        Assert.Equal(
            written,
            Rendered.Text(
                "markdown event.ticket.subject",
                Rendered.Settings(TextOf(target)),
                events: Subjects.Of(Markdown)
            )
        );

    [Fact]
    public void Mail_gets_html() =>
        Assert.Equal(
            "<b>Head</b><br><br>Some <b>bold</b>, <i>italic</i>, <s>gone</s> <code>code</code> and "
                + """<a href="https://a.example/x?a=1&amp;b=2">a link</a>.<br><br>• one<br>• two<br><br><blockquote>said</blockquote>""",
            Rendered.Text(
                "markdown event.ticket.subject",
                Rendered.Settings(HtmlText.Instance),
                "content",
                Subjects.Of(Markdown)
            )
        );

    [Theory]
    [InlineData("slack", "channel")]
    [InlineData("slack", "!here")]
    [InlineData("discord", "everyone")]
    [InlineData("google-chat", "all")]
    [InlineData("mattermost", "channel")]
    [InlineData("mattermost", "all")]
    public void A_mention_is_of_somebody_and_never_of_everybody(string target, string id) =>
        Assert.Equal(
            id,
            Rendered.Text("mention event.ticket.subject", Rendered.Settings(TextOf(target)), events: Subjects.Of(id))
        );

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/relative")]
    [InlineData("")]
    public void A_link_leads_to_the_web_or_nowhere(string url) =>
        Assert.Equal(
            "Open",
            Rendered.Text(
                "link 'Open' event.ticket.subject",
                Rendered.Settings(TeamsText.Instance),
                events: Subjects.Of(url)
            )
        );

    [Theory]
    [InlineData("teams", "[\\]\\(https://evil\\) x](https://a.example/%28%29)")]
    [InlineData("slack", "<https://a.example/()|](https://evil) x>")]
    public void A_label_is_data_and_ends_no_link(string target, string written) =>
        Assert.Equal(
            written,
            Rendered.Text(
                "link event.ticket.subject 'https://a.example/()'",
                Rendered.Settings(TextOf(target)),
                events: Subjects.Of("](https://evil) x")
            )
        );

    [Fact]
    public void Markup_that_is_joined_with_text_is_text_and_said_so()
    {
        var rendering = Rendered.Of(
            """{"text": "{{ "See " + (link "*a*" "https://a.example") }}"}""",
            Rendered.Settings(TeamsText.Instance)
        );

        Assert.Equal(
            "See \\*a\\* \\(https://a.example/\\)",
            Rendered.JsonOf(rendering).GetProperty("text").GetString()
        );
        Assert.Equal(
            "What makes markup was joined with other text and lost it: give it braces of its own.",
            Assert.Single(rendering.Warnings).Message
        );
    }

    [Fact]
    public void Markdown_of_data_tells_nobody()
    {
        var template = Rendered.Parsed("""{"text": "{{ markdown event.ticket.subject }}"}""");
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(EscapingProperties.Hostile.ToArbitrary(), value =>
            {
                string Written(TargetText text) =>
                    Rendered
                        .JsonOf(template.Render([Subjects.Of(value)], Rendered.Settings(text, limit: 500_000)))
                        .GetProperty("text")
                        .GetString()!;
                Assert.DoesNotMatch("<[!@#]", Written(SlackText.Instance));
                Assert.DoesNotMatch("@(everyone|here)", Written(DiscordText.Instance));
                Assert.DoesNotMatch(
                    "(?<![A-Za-z0-9])@[a-z]|@(all|channel|here|everyone)|<!",
                    Written(MattermostText.Instance)
                );
                Assert.DoesNotContain("<users", Written(GoogleChatText.Instance));
                Assert.DoesNotMatch(@"<at>|{{(DATE|TIME)\(", Written(TeamsText.Instance));
            })
        );
    }

    private static TargetText TextOf(string target) =>
        target switch
        {
            "teams" => TeamsText.Instance,
            "slack" => SlackText.Instance,
            "discord" => DiscordText.Instance,
            "google-chat" => GoogleChatText.Instance,
            "mattermost" => MattermostText.Instance,
            _ => PlainText.Instance,
        };
}
