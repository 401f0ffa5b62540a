using System.Globalization;
using System.Text.Json.Serialization;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>The service's own properties of a message: a JSON header. Dates are RFC 1123, whole seconds.</summary>
internal sealed record BrokerProperties
{
    public const string Header = "BrokerProperties";

    /// <summary>At most 128 characters; within the queue's window a repeat is answered 201 and dropped.</summary>
    public string? MessageId { get; init; }

    public string? Label { get; init; }

    public string? ScheduledEnqueueTimeUtc { get; init; }

    /// <summary>1 on the first receive.</summary>
    public int? DeliveryCount { get; init; }

    public string? LockToken { get; init; }

    public string? LockedUntilUtc { get; init; }

    public string? EnqueuedTimeUtc { get; init; }

    public static string WriteDate(DateTimeOffset at) => at.ToString("R", CultureInfo.InvariantCulture);

    public static DateTimeOffset? ReadDate(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "R",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;
}

/// <summary>The default encoder leaves nothing beyond ASCII, which is what a header takes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrokerProperties))]
internal sealed partial class WireJson : JsonSerializerContext;
