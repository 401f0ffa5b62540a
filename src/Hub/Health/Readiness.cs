using System.Text.Json.Serialization;

namespace Hub.Health;

/// <summary>Whether the hub can serve, and by name what keeps it from that.</summary>
/// <param name="Status">ready or not_ready.</param>
/// <param name="Failing">Empty when it is ready.</param>
internal sealed record Readiness(string Status, IReadOnlyList<FailingPart> Failing)
{
    public static Readiness Of(IReadOnlyList<FailingPart> failing) =>
        new(failing.Count == 0 ? "ready" : "not_ready", failing);
}

/// <param name="Name">Stable: stopping, store_reads, store_writes or event_feed.</param>
/// <param name="Problem">The same for people, naming nothing of the hub's inside.</param>
internal sealed record FailingPart(string Name, string Problem);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Readiness))]
internal sealed partial class HealthJson : JsonSerializerContext;
