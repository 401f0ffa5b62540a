using System.Text;
using Hub.Delivery.Targets;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

/// <summary>What is wrong with a message is said before it is sent.</summary>
public sealed class MessageRuleTests
{
    private static IEnumerable<string> WhyNot(string target, string body) =>
        TargetCatalogue.Find(target)!.WhyNot(Encoding.UTF8.GetBytes(body));

    private static string Card(string card) =>
        $$"""
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{{card}}}]}
            """;

    private static string Body(string elements, string more = "") =>
        Card($$"""{"type":"AdaptiveCard","version":"1.4","body":[{{elements}}]{{more}}}""");

    private const string Line = """{"type":"TextBlock","text":"x"}""";

    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "teams", "[]", "The message must be a JSON object." },
            { "teams", "{", "The message is not JSON." },
            { "teams", """{"type":"AdaptiveCard"}""", "The message needs a 'type' that is 'message'." },
            {
                "teams",
                """{"type":"message"}""",
                "The message needs 'attachments', a list of cards: the flow posts each of them."
            },
            { "teams", """{"type":"message","attachments":{}}""", "attachments must be a list." },
            {
                "teams",
                Card("\"{}\""),
                "attachments[0] needs 'content', which is the card itself and not a text of it."
            },
            {
                "teams",
                Card($$"""{"type":"AdaptiveCard","version":"1.5","body":[{{Line}}]}"""),
                "attachments[0].content needs a 'version' from 1.0 to 1.4: Teams shows no card of a later one that comes from a flow."
            },
            { "teams", Body(""), "attachments[0].content needs a 'body' with something to show." },
            {
                "teams",
                Body("""{"type":"TextBlock","text":7}"""),
                "attachments[0].content.body[0] needs a text 'text'."
            },
            {
                "teams",
                Body("""{"type":"TextBlock","text":"x","color":"red"}"""),
                "attachments[0].content.body[0].color must be one of default, dark, light, accent, good, warning, attention."
            },
            {
                "teams",
                Body("""{"type":"Table"}"""),
                "attachments[0].content.body[0] is of a 'type' that Teams on phones does not show."
            },
            {
                "teams",
                Body("""{"type":"Input.Text","id":"a"}"""),
                "attachments[0].content.body[0] asks for input, and nobody would receive what is entered: take it out."
            },
            {
                "teams",
                Body("""{"type":"Container","items":[{"type":"Image","url":"data:image/png;base64,AA"}]}"""),
                "attachments[0].content.body[0].items[0].url must be an absolute https address."
            },
            {
                "teams",
                Body("""{"type":"ColumnSet","columns":[{"items":[{"type":"FactSet","facts":[{"title":"a"}]}]}]}"""),
                "attachments[0].content.body[0].columns[0].items[0].facts[0] needs a text 'value'."
            },
            {
                "teams",
                Body("""{"type":"RichTextBlock","inlines":[{"type":"TextRun"}]}"""),
                "attachments[0].content.body[0].inlines[0] needs a text 'text'."
            },
            {
                "teams",
                Body(Line, ""","actions":[{"type":"Action.Submit","title":"Go"}]"""),
                "attachments[0].content.actions[0] sends something back, and behind a webhook there is no bot to take it: use OpenUrl."
            },
            {
                "teams",
                Body(Line, ""","actions":[{"type":"Action.OpenUrl","title":"Go","url":"javascript:alert(1)"}]"""),
                "attachments[0].content.actions[0].url must be an absolute https address."
            },
            {
                "teams",
                Body(Line, ""","actions":[{"type":"Action.OpenUrl","title":"Go","url":"/app/tickets/1"}]"""),
                "attachments[0].content.actions[0].url must be an absolute https address."
            },
            {
                "teams",
                Body(
                    Line,
                    ""","actions":[{"type":"Action.OpenUrl","title":"Go","url":"https://a.b","style":"positive"}]"""
                ),
                "attachments[0].content.actions[0].style must be one of default."
            },
            {
                "teams",
                Body(Line, ""","selectAction":{"type":"Action.Execute"}"""),
                "attachments[0].content.selectAction sends something back, and behind a webhook there is no bot to take it: use OpenUrl."
            },
            { "slack", """{"blocks":[]}""", "The message needs a text 'text'." },
            {
                "slack",
                """{"text":"x","link_names":true}""",
                "The message must not have 'link_names', which makes names in people's words ping."
            },
            {
                "slack",
                $$$"""{"text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"{{{new string('x', 3_001)}}}"}}]}""",
                "blocks[0].text.text is longer than 3000 characters."
            },
            {
                "slack",
                $$"""{"text":"x","blocks":[{{string.Join(',', Enumerable.Repeat("""{"type":"divider"}""", 51))}}]}""",
                "blocks has more than 50 entries."
            },
            {
                "slack",
                """{"text":"x","blocks":[{"type":"input"}]}""",
                "blocks[0] asks for input, and behind a webhook nobody would receive it."
            },
            { "slack", """{"text":"x","blocks":[{}]}""", "blocks[0] needs a 'type'." },
            {
                "slack",
                """{"text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}""",
                "blocks[0].text needs a 'type' that is plain_text."
            },
            {
                "slack",
                """{"text":"x","attachments":[{"blocks":[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"}}]}]}]}""",
                "attachments[0].blocks[0].elements[0] needs an address 'url'."
            },
            {
                "discord",
                """{"content":"x"}""",
                "The message needs 'allowed_mentions' with an empty list 'parse': otherwise names in people's words ping."
            },
            {
                "discord",
                """{"allowed_mentions":{"parse":["everyone"]},"content":"x"}""",
                "The message needs 'allowed_mentions' with an empty list 'parse': otherwise names in people's words ping."
            },
            {
                "discord",
                """{"allowed_mentions":{"parse":[]},"embeds":[{"fields":[{"name":"a","value":""}]}]}""",
                "embeds[0].fields[0] needs a text 'value'."
            },
            {
                "discord",
                """{"allowed_mentions":{"parse":[]},"embeds":[{"title":"a","color":16777216}]}""",
                "embeds[0].color must be a whole number up to 16777215."
            },
            { "google-chat", """{"cards":[]}""", "The message needs a 'text' or cards in 'cardsV2'." },
            {
                "google-chat",
                """{"cardsV2":[{"card":{"sections":[{"widgets":[{"buttonList":{"buttons":[{"text":"Go","onClick":{"action":{}}}]}}]}]}}]}""",
                "cardsV2[0].card.sections[0].widgets[0].buttonList.buttons[0].onClick must have 'openLink': behind a webhook there is no app to take another action."
            },
            { "mattermost", "{}", "The message needs a 'text' or 'attachments'." },
            {
                "pagerduty",
                """{"event_action":"resolve"}""",
                "The message needs the 'dedup_key' of the alert that it acknowledges or resolves."
            },
            {
                "pagerduty",
                """{"event_action":"trigger","payload":{"summary":"x","source":"y","severity":"high"}}""",
                "payload needs a 'severity' that is critical, error, warning or info."
            },
            { "ntfy", """{"message":"x","priority":6}""", "priority must be a whole number from 1 to 5." },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void It_is_said_where_and_what(string target, string body, string why) =>
        Assert.Contains(why, WhyNot(target, body));

    [Theory]
    [InlineData("generic", "{}")]
    [InlineData(
        "slack",
        """{"text":"x","blocks":[{"type":"context","elements":[{"type":"plain_text","text":"y"}]}]}"""
    )]
    [InlineData("slack", """{"text":"x","blocks":[{"type":"divider"},{"type":"alert","text":{}}]}""")]
    [InlineData("discord", """{"allowed_mentions":{"parse":[]},"content":"x"}""")]
    [InlineData("pagerduty", """{"event_action":"acknowledge","dedup_key":"ticket-1"}""")]
    [InlineData("google-chat", """{"text":"x","thread":{"threadKey":"ticket-1"}}""")]
    public void Nothing_is_said_of_what_will_do(string target, string body) => Assert.Empty(WhyNot(target, body));

    /// <summary>Own templates make any JSON whatever: the rules take it all.</summary>
    [Fact]
    public void Rules_take_any_json()
    {
        string[] values = ["null", "1", "\"x\"", "[]", "[null]", "{}", "[[{}]]", """{"type":null}"""];
        string[] keys = ["type", "attachments", "text", "blocks", "embeds", "cardsV2", "payload", "priority", "tags"];
        foreach (var target in TargetCatalogue.All)
        foreach (var value in values)
        {
            Assert.NotNull(target.WhyNot(Encoding.UTF8.GetBytes(value)).ToList());
            foreach (var key in keys)
                Assert.NotNull(target.WhyNot(Encoding.UTF8.GetBytes($$"""{"{{key}}":{{value}}}""")).ToList());
        }
    }
}
