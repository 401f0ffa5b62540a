using System.Text;
using System.Text.Json;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Templates rendered for a target of the tests' own.</summary>
internal static class Rendered
{
    public static readonly EventLinks Links = new("https://hub.example.com");

    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static Target TargetOf(TargetText text, int limit = 20_000) =>
        new("test")
        {
            Title = "The target",
            Description = "A target of the tests.",
            Text = text,
            Limit = limit,
        };

    public static RenderSettings Settings(TargetText? text = null, string language = "en", int limit = 20_000) =>
        new(TargetOf(text ?? PlainText.Instance, limit), Berlin, language);

    public static Template Parsed(string text) =>
        Template.TryParse(text, out var template, out var problems)
            ? template
            : throw new InvalidOperationException($"{problems[0]}");

    public static TemplateEvent SampleOf(Fact fact) => TemplateEvent.Of(Kinds.SampleOf(fact), Links);

    public static Rendering Of(string template, RenderSettings? settings = null, params TemplateEvent[] events) =>
        Parsed(template).Render(events.Length > 0 ? events : [SampleOf(TicketFacts.Created)], settings ?? Settings());

    public static string TextOf(Rendering rendering) =>
        rendering.Bytes is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : throw new InvalidOperationException($"{rendering.Error}");

    public static JsonElement JsonOf(Rendering rendering) => JsonElement.Parse(TextOf(rendering));

    /// <summary>What an expression writes inside a text under the key.</summary>
    public static string Text(
        string expression,
        RenderSettings? settings = null,
        string key = "text",
        params TemplateEvent[] events
    ) => JsonOf(Of($$$"""{"{{{key}}}": "{{ {{{expression}}} }}"}""", settings, events)).GetProperty(key).GetString()!;
}
