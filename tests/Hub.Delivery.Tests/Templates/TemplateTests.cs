using Hub.Delivery.Templates;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

public sealed class TemplateTests
{
    [Fact]
    public void A_template_makes_compact_json_of_an_event()
    {
        var rendering = Rendered.Of(
            """
            {
              "title": "{{ event.ticket.subject }}",
              "number": {{ event.ticket.id }},
              "tags": {{ event.ticket.tags }},
              "at": "{{ date.long event.time }}",
              "link": "{{ event.links.ticket }}",
              "changes": [{{ for tag in event.ticket.tags }}"{{ tag }}",{{ end }}],
            }
            """
        );

        Assert.Equal(
            """{"title":"Printer not working","number":1847,"tags":["printer","third-floor"],"at":"24 May 2026, 12:30","link":"https://hub.example.com/app/tickets/1847","changes":["printer","third-floor"]}""",
            Rendered.TextOf(rendering)
        );
        Assert.Empty(rendering.Warnings);
        Assert.Equal(rendering.Bytes!.Length, rendering.Size);
    }

    [Theory]
    [InlineData("{{ evnt.type }}", 1, 14, "Nothing is called `evnt` here.")]
    [InlineData("{{ event.ticket.titel }}", 1, 27, "`event.ticket` has nothing called `titel`.")]
    public void An_unknown_name_is_a_warning_with_its_place(string text, int line, int column, string message)
    {
        var rendering = Rendered.Of($$$"""{"text": "{{{text}}}"}""");

        Assert.Equal("""{"text":""}""", Rendered.TextOf(rendering));
        Assert.Equal([new TemplateProblem(line, column, message)], rendering.Warnings);
    }

    [Fact]
    public void A_name_that_only_this_event_lacks_is_no_warning()
    {
        var rendering = Rendered.Of(
            """{"text": "{{ event.reply.body }}{{ event.ticket.resolution }}{{ event.change.title }}"}"""
        );

        Assert.Equal("""{"text":""}""", Rendered.TextOf(rendering));
        Assert.Empty(rendering.Warnings);
    }

    [Fact]
    public void A_function_that_is_unknown_is_an_error_with_its_place()
    {
        var rendering = Rendered.Of("{\n  \"text\": \"{{ date.shrot event.time }}\"\n}");

        Assert.Null(rendering.Bytes);
        Assert.Equal(new(2, 15, "The function `date.shrot` was not found"), rendering.Error);
        Assert.Equal([new(2, 20, "`date` has no function called `shrot`.")], rendering.Warnings);
    }

    [Theory]
    [InlineData("{{ if }}", 1)]
    [InlineData("{\n{{ for x in }}", 2)]
    [InlineData("a\nb {{ event.type", 2)]
    [InlineData("{{ end }}", 1)]
    public void What_does_not_parse_says_where(string text, int line)
    {
        Assert.False(Template.TryParse(text, out var template, out var problems));
        Assert.Null(template);
        Assert.Equal(line, problems[0].Line);
        Assert.NotEqual("", problems[0].Message);
    }

    [Fact]
    public void No_more_than_twenty_problems_are_told()
    {
        Assert.False(Template.TryParse(new string('{', 1_000), out _, out var problems));
        Assert.Equal(20, problems.Count);
    }

    [Fact]
    public void A_template_has_at_most_so_many_characters()
    {
        Assert.True(Template.TryParse(new string('a', Template.MaxLength), out _, out _));
        Assert.False(Template.TryParse(new string('a', Template.MaxLength + 1), out _, out var problems));
        Assert.Equal([new(1, 1, "A template has at most 32768 characters; this one has 32769.")], problems);
    }

    [Theory]
    [InlineData("{\n  \"text\": {{ event.nothing }}\n}", 3, 1)]
    [InlineData("{\n  \"text\" \"a\"\n}", 2, 10)]
    [InlineData("{\"a\": \"{{ event.ticket.subject }}\",\n \"b\": x }", 2, 7)]
    [InlineData("{\"a\": 1} {", 1, 10)]
    [InlineData("", 1, 1)]
    public void What_is_no_json_says_where(string text, int line, int column)
    {
        var rendering = Rendered.Of(text);

        Assert.Null(rendering.Bytes);
        Assert.Equal((line, column), (rendering.Error!.Line, rendering.Error.Column));
        Assert.StartsWith("This is no JSON: ", rendering.Error.Message);
    }

    [Theory]
    [InlineData("{{ event.ticket.subject = 'x' }}")]
    [InlineData("{{ event.x = 1 }}")]
    [InlineData("{{ event = 1 }}")]
    [InlineData("{{ events[0] = 1 }}")]
    [InlineData("{{ event.ticket.tags[0] = 'x' }}")]
    [InlineData("{{ event.ticket['subject'] = 'x' }}")]
    [InlineData("{{ date.short = 1 }}")]
    [InlineData("{{ string['upcase'] = 1 }}")]
    [InlineData("{{ with string; upcase = 1; end }}")]
    public void Nothing_shared_can_be_written(string code)
    {
        Assert.NotNull(Rendered.Of($$"""{"text": "{{code}}"}""").Error);
        Assert.Equal("PRINTER NOT WORKING", Rendered.Text("event.ticket.subject | string.upcase"));
        Assert.Equal("24 May 2026", Rendered.Text("date.short event.time"));
    }

    [Fact]
    public void One_template_renders_on_many_threads()
    {
        var template = Rendered.Parsed(
            """{"text": "{{ event.ticket.subject | string.upcase | truncate 8 }} {{ for x in event.ticket.tags; x; end }}"}"""
        );
        TemplateEvent[] events = [.. Enumerable.Range(0, 50).Select(static one => Subjects.Of($"Subject {one}"))];

        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, at =>
            Assert.Equal(
                $$"""{"text":"SUBJECT… Subject {{at % 50}}"}""",
                Rendered.TextOf(template.Render([events[at % 50]], Rendered.Settings()))
            )
        );
    }

    [Theory]
    [InlineData("https://a.example/x?y=1", "https://a.example/x?y=1", 0)]
    [InlineData("http://a.example", "", 1)]
    [InlineData("javascript:alert(1)", "", 1)]
    [InlineData("not an address", "", 1)]
    public void Only_https_gets_where_an_address_stands(string value, string written, int warnings)
    {
        var rendering = Rendered.Of(
            """{"url": "{{ event.ticket.subject }}"}""",
            Rendered.Settings(TeamsText.Instance),
            Subjects.Of(value)
        );

        Assert.Equal(written, Rendered.JsonOf(rendering).GetProperty("url").GetString());
        Assert.Equal(warnings, rendering.Warnings.Count);
    }

    [Fact]
    public void Inside_an_address_a_value_is_a_part_of_it() =>
        Assert.Equal(
            """{"url":"https://a.example/?q=a%2F%22%20%26b"}""",
            Rendered.TextOf(
                Rendered.Of(
                    """{"url": "https://a.example/?q={{ event.ticket.subject }}"}""",
                    Rendered.Settings(SlackText.Instance),
                    Subjects.Of("a/\" &b")
                )
            )
        );

    [Theory]
    [InlineData("""{"type": "TextRun", "text": "{{ v }}"}""", "text", "*a*")]
    [InlineData("""{"type": "TextBlock", "text": "{{ v }}"}""", "text", "\\*a\\*")]
    [InlineData("""{"type": "Action.OpenUrl", "title": "{{ v }}"}""", "title", "*a*")]
    [InlineData("""{"title": {{ v }}}""", "title", "\\*a\\*")]
    [InlineData("""{"altText": "{{ v }}"}""", "altText", "*a*")]
    public void Teams_reads_marks_in_some_places_only(string text, string key, string written) =>
        Assert.Equal(
            written,
            Rendered
                .JsonOf(Rendered.Of("{{ v = '*a*' }}" + text, Rendered.Settings(TeamsText.Instance)))
                .GetProperty(key)
                .GetString()
        );

    [Fact]
    public void Cards_of_Google_Chat_are_html_and_its_messages_are_not()
    {
        var json = Rendered.JsonOf(
            Rendered.Of(
                """
                {{ v = "<b>&" }}{ "text": "{{ v }}", "cardsV2": [{ "card": {
                  "header": { "title": "{{ v }}" }, "sections": [{ "textParagraph": { "text": "{{ v }}" } }] } }] }
                """,
                Rendered.Settings(GoogleChatText.Instance)
            )
        );
        var card = json.GetProperty("cardsV2")[0].GetProperty("card");

        Assert.Equal("<\u200bb>&", json.GetProperty("text").GetString());
        Assert.Equal("<b>&", card.GetProperty("header").GetProperty("title").GetString());
        Assert.Equal(
            "&lt;b&gt;&amp;",
            card.GetProperty("sections")[0].GetProperty("textParagraph").GetProperty("text").GetString()
        );
    }

    [Fact]
    public void One_character_of_a_text_is_a_text() =>
        Assert.Equal(
            """{"a":"P","b":"[\"P\"]"}""",
            Rendered.TextOf(
                Rendered.Of("""{"a": {{ event.ticket.subject[0] }}, "b": "{{ [event.ticket.subject[0]] | json }}"}""")
            )
        );

    [Theory]
    [InlineData("{{ left = 's' }}{\"a\": 1}")]
    [InlineData("{{ $left = 's' }}{\"a\": 1}")]
    [InlineData("{{ func left; ret 's'; end }}{\"a\": 1}")]
    [InlineData("{{ capture left }}s{{ end }}{\"a\": 1}")]
    [InlineData("{{ for left in ['s'] }}{{ end }}{\"a\": 1}")]
    [InlineData("{{ with event }}{{ left = 's' }}{{ end }}{\"a\": 1}")]
    [InlineData("{{ left = 's' }}{\"a\": {{ no_such_function 1 }}}")]
    [InlineData("{{ for one in 1..3 }}{{ left = 's' }}{{ ret }}{{ end }}{\"a\": 1}")]
    public void Nothing_that_a_template_made_is_there_for_the_next_one(string first)
    {
        Rendered.Of(first);

        var next = Rendered.Of("{\"a\": \"{{ left }}{{ $left }}{{ for.index }}\", \"b\": 1}");

        Assert.Equal("{\"a\":\"\",\"b\":1}", Rendered.TextOf(next));
        Assert.Contains(next.Warnings, one => one.Message.Contains("`left`", StringComparison.Ordinal));
    }
}
