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
}
