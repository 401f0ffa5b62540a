using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>
/// One system's way of telling, as data and two functions: what a body says, and how a request is signed. What it does
/// with them is in <c>Dialect.Speaking</c>.
/// </summary>
public sealed partial class Dialect(string name)
{
    public const string TestPing = "test.ping";

    /// <summary>What every test route sends; nobody subscribes to it.</summary>
    public static readonly EventDefinition Test = new(
        TestPing,
        [Fact.TestPing],
        Scope.TicketsRead,
        "Somebody asked for a test of the connection."
    );

    /// <summary>As subscriptions name it.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = $"The webhooks of {name}.";

    /// <summary>
    /// The events that a subscription may name. Several facts may have one name; where conditions split a fact into
    /// several, the first that holds names the event.
    /// </summary>
    public required IReadOnlyList<EventDefinition> Events { get; init; }

    /// <summary>Names that a subscription may have too, though the contract tells of nothing under them.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>What a body of the event says.</summary>
    public required Func<EventDefinition, Shape<HubEvent>> Body { get; init; }

    /// <summary>Adds the dialect's headers to a request, its signatures among them.</summary>
    public required Signing Sign { get; init; }

    /// <summary>What <see cref="Sign"/> signs, as receivers check it: the listen command is one.</summary>
    public required Verifying Verify { get; init; }

    /// <summary>Why the dialect cannot sign with a secret, in a sentence; nothing when it can.</summary>
    public Func<string, string?> WhyNotSecret { get; init; } = static _ => null;

    public required DialectHeaders Headers { get; init; }

    public required RetrySchedule Retries { get; init; }

    public string MediaType { get; init; } = "application/json";

    public Times Times { get; init; } = Times.Seconds;

    /// <summary>Whether bodies call by their names what a ticket refers to, and say which tenant it is of.</summary>
    public bool NamesRecords { get; init; }

    /// <summary>How a body names its delivery.</summary>
    public DeliveryIds Ids { get; init; } = DeliveryIds.None;

    /// <summary>Whether the id that a body names is that of the subscription, and not of the delivery.</summary>
    public bool NamesSubscription { get; init; }

    /// <summary>Whether a connector makes its subscriptions, and describes what comes.</summary>
    public bool IsForFlows { get; init; }

    /// <summary>Whether an answer is an acknowledgement; any 2xx, unless the contract says otherwise.</summary>
    public Func<EgressResult, bool> Acknowledges { get; init; } = static result => result.Acknowledged;

    /// <summary>Sends lists of events; a request carries one event when absent.</summary>
    public Batching? Batching { get; init; }

    /// <summary>Whether a receiver must prove that it is the subscriber's, before anything is sent to it.</summary>
    public Challenge? Challenge { get; init; }
}

/// <summary>Adds to the headers what the dialect says beside the body.</summary>
public delegate void Signing(HttpRequestHeaders headers, in Sending sending);

/// <summary>Whether what a receiver got is signed with the secret, or with the public key that belongs to it.</summary>
public delegate bool Verifying(Received received, string secret);

/// <summary>A request as a receiver sees it.</summary>
/// <param name="Header">The value of a header, case aside; nothing when it is not there.</param>
public sealed record Received(Func<string, string?> Header, byte[] Body);

/// <summary>The headers that are the dialect's own.</summary>
/// <param name="Signature">Where the signature is, and what a receiver tells the dialect by.</param>
/// <param name="Reserved">Beginnings of names that no subscription may add headers of.</param>
/// <param name="Event">Where the event's name is, if not in the body alone.</param>
/// <param name="Delivery">Where the delivery's id is, if not in the body alone.</param>
public sealed record DialectHeaders(
    string Signature,
    IReadOnlyList<string> Reserved,
    string? Event = null,
    string? Delivery = null
)
{
    /// <summary>What its headers say, in a sentence each; of the event's name and the delivery's id where it is more than that.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}
