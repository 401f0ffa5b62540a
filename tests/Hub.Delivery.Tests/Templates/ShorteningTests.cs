using System.Text.Json;
using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

public sealed class ShorteningTests
{
    private const string Message =
        """{"title": "{{ event.ticket.subject }}", "text": "**{{ event.reply.body }}**", "url": "{{ event.links.ticket }}"}""";

    [Theory]
    [InlineData("a")]
    [InlineData("漢")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("*")]
    [InlineData("\"")]
    public void The_longest_text_is_shortened_where_the_message_is_too_large(string character)
    {
        var body = string.Concat(Enumerable.Repeat(character, 3_000));

        var rendering = Rendered.Of(Message, Rendered.Settings(TeamsText.Instance, limit: 2_000), Subjects.Reply(body));

        var json = JsonDocument.Parse(Rendered.TextOf(rendering)).RootElement;
        Assert.Equal("Printer not working", json.GetProperty("title").GetString());
        var text = json.GetProperty("text").GetString()!.Replace("\\", "");
        Assert.EndsWith($"{character} … (shortened)**", text);
        Assert.Equal(0, (text.Length - "** … (shortened)**".Length) % character.Length);
        Assert.InRange(rendering.Size, 1_500, 2_000);
        Assert.Equal(
            "A text under `text` was shortened: the message would be too large.",
            Assert.Single(rendering.Warnings).Message
        );
    }

    [Fact]
    public void A_message_that_is_too_large_is_an_error_where_the_owner_wants_it_so()
    {
        var rendering = Rendered.Of(
            Message,
            Rendered.Settings(limit: 2_000) with
            {
                RefuseTooLarge = true,
            },
            Subjects.Reply(new string('a', 3_000))
        );

        Assert.Null(rendering.Bytes);
        Assert.InRange(rendering.Size, 2_001, 4_000);
        Assert.StartsWith("The message has", rendering.Error!.Message);
    }

    [Fact]
    public void A_template_that_is_itself_too_large_is_an_error()
    {
        var rendering = Rendered.Of($$"""{"text": "{{new string('a', 3_000)}}"}""", Rendered.Settings(limit: 2_000));

        Assert.Equal(new(1, 1, "The message has 3011 bytes, and The target takes 2000."), rendering.Error);
    }

    [Fact]
    public void The_note_is_of_the_subscriptions_language()
    {
        var rendering = Rendered.Of(
            Message,
            Rendered.Settings(language: "de", limit: 1_000),
            Subjects.Reply(new string('a', 3_000))
        );

        Assert.Contains("aaa … (gekürzt)**", Rendered.TextOf(rendering));
    }

    [Theory]
    [InlineData("a", 2_990)]
    [InlineData("&", 2_900)]
    [InlineData("*", 2_900)]
    [InlineData("&\n> <", 2_900)]
    public void A_text_has_no_more_characters_than_its_place_takes(string piece, int atLeast)
    {
        var rendering = Rendered.Of(
            """{"type": "mrkdwn", "text": "By *somebody*: {{ event.reply.body }}"}""",
            Rendered.Settings(SlackText.Instance),
            Subjects.Reply(string.Concat(Enumerable.Repeat(piece, 5_000)))
        );

        Assert.InRange(Rendered.JsonOf(rendering).GetProperty("text").GetString()!.Length, atLeast, 3_000);
        Assert.Equal(
            "A text under `text` was shortened: The target takes no more there than 3000 characters.",
            Assert.Single(rendering.Warnings).Message
        );
    }

    [Fact]
    public void Every_text_of_a_bare_value_has_its_own_limit()
    {
        var rendering = Rendered.Of(
            """{"blocks": {{ [{ text: event.reply.body }, { text: event.reply.body }, { text: 'short' }] }} }""",
            Rendered.Settings(SlackText.Instance),
            Subjects.Reply(new string('a', 5_000))
        );

        Assert.Equal(
            [3_000, 3_000, 5],
            Rendered
                .JsonOf(rendering)
                .GetProperty("blocks")
                .EnumerateArray()
                .Select(static one => one.GetProperty("text").GetString()!.Length)
        );
    }

    [Fact]
    public void A_text_larger_than_any_message_is_rendered_all_the_same()
    {
        var rendering = Rendered.Of(
            """{"text": "{{ event.reply.body | string.upcase }}"}""",
            Rendered.Settings(limit: 1_000),
            Subjects.Reply(new string('a', 1_000_000))
        );

        Assert.InRange(rendering.Size, 500, 1_000);
    }
}
