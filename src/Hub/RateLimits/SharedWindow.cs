using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.RateLimits;

/// <summary>A window that hubs of one store count in together.</summary>
internal sealed record SharedWindow
{
    public const string DocumentId = "window";

    public static readonly DocumentType<SharedWindow> Document = new("rate_limit_window", static () =>
        SharedWindowJson.Default.SharedWindow
    );

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What hubs have taken, used or not.</summary>
    public int Taken { get; init; }

    /// <summary>A partition each, so that busy tokens do not meet.</summary>
    public static string PartitionOf(string name) => $"rate-limit-{name}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SharedWindow))]
internal sealed partial class SharedWindowJson : JsonSerializerContext;
