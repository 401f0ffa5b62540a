using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Delivery.Replays;

/// <summary>A job that delivers past events again, with its progress.</summary>
public sealed record Replay
{
    public required Guid Id { get; init; }

    public required Guid Subscription { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Events up to here; later ones are delivered anyway.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Leaves out what was delivered already.</summary>
    public bool OnlyMissed { get; init; }

    public ReplayStatus Status { get; init; }

    /// <summary>Events looked at so far.</summary>
    public int Scanned { get; init; }

    /// <summary>Deliveries put on the queue so far.</summary>
    public int Queued { get; init; }

    /// <summary>The time of the last event looked at: the next step reads from there.</summary>
    public DateTimeOffset? ReachedAt { get; init; }

    /// <summary>The last event looked at.</summary>
    public Guid? ReachedEvent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public static string PartitionOf(Guid subscription) => $"replays-{subscription:N}";

    public static readonly DocumentType<Replay> Document = new DocumentType<Replay>("replay", static () =>
        ReplayJson.Default.Replay
    ).Instant("created_at", replay => replay.CreatedAt);
}

/// <summary>Where a replay stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayStatus>))]
public enum ReplayStatus
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>The subscription was switched off or deleted on the way.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Replay))]
[JsonSerializable(typeof(ReplayStep))]
public sealed partial class ReplayJson : JsonSerializerContext;

/// <summary>What a replay's queue message says.</summary>
/// <param name="Begun">The job itself, where the message comes before it.</param>
public sealed record ReplayStep(Guid Organization, Guid Subscription, Guid Replay, Replay? Begun = null);
