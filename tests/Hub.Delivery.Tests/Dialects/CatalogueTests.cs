using System.Text.Json;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>What the list of webhook events and the connector's dynamic schema are made of.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string, string> Events => SnapshotTests.Events;

    [Theory]
    [MemberData(nameof(Events))]
    public void A_sample_keeps_to_its_schema(string dialectName, string eventName)
    {
        var (dialect, one) = Find(dialectName, eventName);
        Assert.Empty(SchemaCheck.Violations(dialect.SchemaOf(one), dialect.SampleOf(one)));
        var sample = dialect.SampleOf(one);
        var headers = dialect.SampleHeadersOf(one).ToDictionary(header => header.Name, header => header.Value);
        var name =
            dialect.Headers.Event is { } header ? headers[header]
            : sample.TryGetProperty("event", out var named) ? named.GetString()
            : sample.TryGetProperty("item", out var item) ? $"{item}.{sample.GetProperty("action")}"
            : sample.GetProperty("type").GetString();
        Assert.Equal(eventName, name);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_sample_is_the_body_that_is_sent(string dialectName, string eventName)
    {
        var (dialect, one) = Find(dialectName, eventName);
        var sent = Composed.Of(dialect, one.SampleEvent);
        var sample = dialect.SampleOf(one).GetRawText();
        Assert.Equal(sent.Text, dialect.Batching is null ? sample : $"[{sample}]");
        Assert.Equal(
            sent.Headers.Where(header => header.Key != "Content-Type").Select(header => (header.Key, header.Value)),
            dialect.SampleHeadersOf(one)
        );
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_property_has_a_title_and_a_description(string dialectName, string eventName)
    {
        var (dialect, one) = Find(dialectName, eventName);
        foreach (var property in Properties(dialect.SchemaOf(one)))
        {
            Assert.Matches("^[A-Z][A-Za-z ]*$", property.Value.GetProperty("title").GetString());
            Assert.EndsWith(".", property.Value.GetProperty("description").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_described_property_is_in_some_sample()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            var events = dialect.Events.Append(Dialect.Test).ToList();
            var described = events
                .SelectMany(one => Properties(dialect.SchemaOf(one)))
                .Select(property => property.Name);
            var shown = events.SelectMany(one => Names(dialect.SampleOf(one)));
            Assert.Empty(described.Except(shown));
        }
    }

    [Fact]
    public void Every_event_is_described_in_a_sentence_of_its_own()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            Assert.All(dialect.Events, one => Assert.Matches(@"^[A-Z].*\.$", one.Description));
            Assert.Distinct(dialect.Events.Select(one => one.Description));
        }
    }

    private static (Dialect, EventDefinition) Find(string dialectName, string eventName)
    {
        var dialect = AllDialects.Catalogue.Find(dialectName)!;
        return (dialect, AllDialects.Event(dialect, eventName));
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
            return Properties(items);
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        return properties.EnumerateObject().SelectMany(property => Properties(property.Value).Prepend(property));
    }

    private static IEnumerable<string> Names(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Names(one.Value).Prepend(one.Name)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
            _ => [],
        };
}
