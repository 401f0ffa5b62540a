using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;

namespace Hub.Delivery.SettingAside;

/// <summary>
/// Something stored that the hub could not read or deal with, and passed over so that what is behind it goes on. The thing
/// itself stays where it is; this says where that is.
/// </summary>
public sealed record SetAsideItem
{
    public const string Partition = "set-aside";

    public static readonly DocumentType<SetAsideItem> Document = new DocumentType<SetAsideItem>(
        "set_aside",
        static () => SetAsideJson.Default.SetAsideItem
    )
        .Instant("at", item => item.At)
        .Index("at");

    /// <summary>Follows from what it is and where, so that whoever meets it again writes the same.</summary>
    public required Guid Id { get; init; }

    public required string Sort { get; init; }

    public required string Place { get; init; }

    /// <summary>What was wrong, in a sentence; nothing of what the thing itself says.</summary>
    public required string Problem { get; init; }

    public required DateTimeOffset At { get; init; }

    public static Guid IdOf(OrganizationId organization, string sort, string place) =>
        NamedGuid.Of(organization.Value, $"set-aside:{sort}:{place}");
}

/// <summary>What can be set aside, as metrics and lists name it.</summary>
public static class SetAsideSorts
{
    public const string Event = "event";
    public const string Timer = "timer";
    public const string Document = "document";
    public const string Delivery = "delivery";
    public const string Message = "message";
    public const string Subscriptions = "subscriptions";

    public static readonly IReadOnlyList<string> All = [Event, Timer, Document, Delivery, Message, Subscriptions];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SetAsideItem))]
internal sealed partial class SetAsideJson : JsonSerializerContext;
