using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;

namespace Hub.Domain.Subscriptions;

/// <summary>A wish to be told: which events, where, in which dialect, signed with which secret.</summary>
public sealed record Subscription
{
    public required Guid Id { get; init; }

    public required OrganizationId Organization { get; init; }

    /// <summary>For contracts that count webhooks; absent where an earlier hub stored it.</summary>
    public long? Number { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Where deliveries go, encrypted as <see cref="StoredAddress"/> says; in clear where an earlier hub stored it.</summary>
    [JsonPropertyName("url")]
    public required string ProtectedUrl { get; init; }

    /// <summary>The contract that its events, envelope, headers, signature and retries follow.</summary>
    public required string Dialect { get; init; }

    /// <summary>The dialect's event names; a single <c>*</c> means all of them.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The entity by which its events were chosen, as ticketing has it; absent where they were named.</summary>
    public string? Entity { get; init; }

    /// <summary>The action by which its events were chosen; absent where they were named.</summary>
    public string? Action { get; init; }

    public SubscriptionFilter Filter { get; init; } = SubscriptionFilter.Everything;

    /// <summary>What the receiver reads in place of the dialect's bodies, as in <c>teams</c>; absent: those.</summary>
    public string? Target { get; init; }

    /// <summary>The template that makes the target's messages; absent: the shipped ones.</summary>
    public string? TemplateId { get; init; }

    /// <summary>In which messages write dates, by its name in the IANA database; absent: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>In which messages write dates and plurals; absent: English.</summary>
    public string? Language { get; init; }

    /// <summary>How events go out together; absent: each in a message of its own.</summary>
    public SubscriptionDigest? Digest { get; init; }

    /// <summary>What keeps its template from being used; absent when nothing does.</summary>
    public TemplateFault? TemplateFault { get; init; }

    /// <summary>Extra headers for every delivery, by name; the values encrypted, or in clear where an earlier hub stored them.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string> ProtectedHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Encrypted at rest.</summary>
    public required string ProtectedSecret { get; init; }

    /// <summary>The secret before the last rotation, encrypted; it signs too until <see cref="PreviousSecretUntil"/>.</summary>
    public string? ProtectedPreviousSecret { get; init; }

    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>When the secret came into use, where it is not the first.</summary>
    public DateTimeOffset? SecretSince { get; init; }

    public SubscriptionState State { get; init; } = SubscriptionState.Active;

    /// <summary>Why it is not active, in a sentence.</summary>
    public string? StateReason { get; init; }

    /// <summary>The agent who made it, or took it over: it stops when they leave. Absent: it is the organization's.</summary>
    public TokenOwner? Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The place in the order of commits from which on it is told: where the store was when it was created or last enabled.
    /// One that was stored before there were places has none, and is told of all that comes.
    /// </summary>
    public long? ActiveFrom { get; init; }

    /// <summary>Whether its first delivery ends it.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Whether it stays, ended, when its flow is turned off: turned on again, the flow is told of what it missed.</summary>
    public bool CatchesUp { get; init; }

    public bool IsToldFrom(long position) => ActiveFrom is not { } first || position >= first;

    public const string Partition = "subscriptions";

    /// <summary>Counts them in their organization.</summary>
    public const string Counter = "webhook";

    public static readonly DocumentType<Subscription> Document = new DocumentType<Subscription>(
        "subscription",
        static () => DomainJson.Default.Subscription
    )
        .Text("fingerprint", subscription => subscription.Fingerprint, unique: true)
        .MadeOfFolds()
        .Text("uuid", subscription => $"{subscription.Id}")
        .Integer("number", subscription => subscription.Number)
        .Folded("name", subscription => subscription.Name)
        .Text("dialect", subscription => subscription.Dialect)
        .Text("goes_to", subscription => subscription.Target ?? subscription.Dialect)
        .Text("state", subscription => subscription.State.Name())
        .Text("template_id", subscription => subscription.TemplateId)
        .Instant("created_at", subscription => subscription.CreatedAt)
        .Array("events", subscription => subscription.Events)
        .Index("created_at")
        .Index("name")
        .Index("uuid");

    /// <summary>The same address, dialect, events, filter and target again is the same subscription.</summary>
    [JsonIgnore]
    public string Fingerprint => FingerprintOf(StoredAddress.MarkOf(ProtectedUrl), Narrowing);

    /// <summary>The fingerprints under which it may stand that it was stored with while addresses were in clear.</summary>
    /// <param name="url">Its address.</param>
    /// <returns>The last is of the time before filters were part of it.</returns>
    public IReadOnlyList<string> FormerFingerprints(string url) =>
        [FingerprintOf(url, Narrowing), FingerprintOf(url, "")];

    private string Narrowing =>
        (Filter.IsEmpty ? "" : $"\n{Filter.Fingerprint}") + (Target is null ? "" : $"\ntarget {Target}");

    private string FingerprintOf(string address, string narrowing) =>
        NamedGuid
            .Of(
                Organization.Value,
                $"{Dialect}\n{address}\n{string.Join(',', Events.Order(StringComparer.Ordinal))}{narrowing}"
            )
            .ToString("N");
}
