using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Events;

/// <summary>
/// Something that happens to records of a kind and that somebody may subscribe to: what the kind is called, and what became
/// of it. There is one instance of each, so facts compare by reference. The facts of a kind are declared beside it; a
/// dialect gives each its published names.
/// </summary>
[JsonConverter(typeof(FactConverter))]
public sealed class Fact
{
    private static readonly ConcurrentDictionary<(string Kind, string Action), Fact> Known = new();

    /// <summary>Somebody asked for a test of the connection; it is about no record.</summary>
    public static readonly Fact TestPing = Of("test", "ping");

    private Fact(string kind, string action) => (Kind, Action) = (kind, action);

    /// <summary>In snake case, as in <c>ticket</c>.</summary>
    public string Kind { get; }

    /// <summary>In snake case and in the past tense, as in <c>status_changed</c>.</summary>
    public string Action { get; }

    public static Fact Of(string kind, string action) =>
        Known.GetOrAdd((kind, action), static key => new Fact(key.Kind, key.Action));

    /// <summary>Reads the stored form, <c>ticket.created</c>, and the one of hubs before it, <c>TicketCreated</c>.</summary>
    public static Fact Parse(string stored)
    {
        if (stored.IndexOf('.') is var dot and > 0)
            return Of(stored[..dot], stored[(dot + 1)..]);
        var former = JsonNamingPolicy.SnakeCaseLower.ConvertName(stored);
        var end = former.IndexOf('_');
        return end > 0 ? Of(former[..end], former[(end + 1)..]) : Of(former, "");
    }

    /// <summary>As the catalogue shows it: <c>ticket_created</c>.</summary>
    public override string ToString() => $"{Kind}_{Action}";

    internal sealed class FactConverter : JsonConverter<Fact>
    {
        public override Fact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? throw new JsonException("An event is stored without its fact."));

        public override void Write(Utf8JsonWriter writer, Fact value, JsonSerializerOptions options) =>
            writer.WriteStringValue($"{value.Kind}.{value.Action}");
    }
}

/// <summary>The three facts of a kind that is only ever created, changed and deleted.</summary>
public sealed record FactSet(Fact Created, Fact Updated, Fact Deleted)
{
    public static FactSet Of(string kind) =>
        new(Fact.Of(kind, "created"), Fact.Of(kind, "updated"), Fact.Of(kind, "deleted"));
}
