using System.Security.Cryptography;
using System.Text;
using Hub.Ports.Queue;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>
/// A message of the hub as one message of the service, or as one of the copies that continue it. The lane is the subject;
/// the rest travels in properties; the body is untouched. Copies have nothing enclosed: they may wait for long.
/// </summary>
internal sealed record Envelope(QueueMessage Message)
{
    private const int LongestId = 128;

    /// <summary>Which copy this is: 0 for the message as it was first sent.</summary>
    public int Hop { get; init; }

    /// <summary>How often it was leased before this copy.</summary>
    public int Leases { get; init; }

    /// <summary>How often in a row it was put back without having been leased.</summary>
    public int Moves { get; init; }

    /// <summary>Why and when it was given up. A copy with it is a dead letter of before on its way to the others.</summary>
    public Death? Death { get; init; }

    /// <summary>
    /// Follows from the message and the copy's number alone: whoever makes the same copy again gives it the same id, and
    /// the service drops the repeat. Ids of the hub have no tilde.
    /// </summary>
    public string MessageId
    {
        get
        {
            if (Hop == 0 && Death is null)
                return Message.Id;
            var copy = Death is null ? $"~{Hop}" : "~dead";
            var id = Message.Id + copy;
            return id.Length <= LongestId ? id : Hash(Message.Id) + copy;
        }
    }

    /// <summary>The copy that asks for another attempt.</summary>
    public Envelope Retry(DateTimeOffset due, int leases) =>
        new(Message with { Due = due, Enclosed = null }) { Hop = Hop + 1, Leases = leases };

    /// <summary>The copy that takes the place of a message that nobody wanted yet: its due time stays.</summary>
    public Envelope Move() =>
        this with
        {
            Message = Message with { Enclosed = null },
            Hop = Hop + 1,
            Moves = Moves + 1,
        };

    private static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <summary>Why and when a message was given up.</summary>
internal sealed record Death(string Reason, DateTimeOffset At)
{
    /// <summary>The reason of a dead letter that came without one.</summary>
    public const string Unknown = "Unknown";

    /// <summary>The reason of a message that no hub could have made.</summary>
    public const string Unreadable = "It is no message of a hub.";
}
