using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>
/// What a link is attached to: <c>queue</c> or <c>queue/$DeadLetterQueue</c>, either with <c>/$management</c> behind
/// it, or <c>$cbs</c>.
/// </summary>
internal sealed record Address(string Path)
{
    private const string Management = "/$management";
    private const string DeadLetterQueue = "/$DeadLetterQueue";

    public bool IsTokens => Path.Equals("$cbs", StringComparison.OrdinalIgnoreCase);

    public bool IsManagement => Path.EndsWith(Management, StringComparison.OrdinalIgnoreCase);

    public bool IsRequests => IsTokens || IsManagement;

    /// <summary>The path without its management node.</summary>
    public string Entity => IsManagement ? Path[..^Management.Length] : Path;

    public bool IsDeadLetters => Entity.EndsWith(DeadLetterQueue, StringComparison.OrdinalIgnoreCase);

    public string Queue => IsDeadLetters ? Entity[..^DeadLetterQueue.Length] : Entity;

    /// <summary>The host receives from a sender's target and sends from a receiver's source.</summary>
    public static Address Of(AmqpLinkSettings settings)
    {
        var address = settings.IsReceiver()
            ? (settings.Target as Target)?.Address
            : (settings.Source as Source)?.Address;
        return new Address($"{address}".Trim('/'));
    }
}
