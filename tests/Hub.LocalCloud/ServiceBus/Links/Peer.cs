using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>One AMQP connection: what its tokens have opened, and where its requests are answered.</summary>
internal sealed class Peer(AmqpConnection connection)
{
    private readonly ConcurrentDictionary<string, bool> granted = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SendingAmqpLink> replies = new(StringComparer.Ordinal);

    public AmqpConnection Connection => connection;

    /// <summary>The links of senders and receivers, without those for requests.</summary>
    public ConcurrentDictionary<AmqpLink, bool> Links { get; } = [];

    public void Grant(string path) => granted[path] = true;

    /// <summary>A token for a path opens everything below it.</summary>
    public bool MayReach(string path) =>
        granted.Keys.Any(one =>
            one.Length == 0
            || path.Equals(one, StringComparison.OrdinalIgnoreCase)
            || path.StartsWith($"{one}/", StringComparison.OrdinalIgnoreCase)
        );

    public void AnswerAt(string address, SendingAmqpLink link)
    {
        replies[address] = link;
        link.SafeAddClosed((_, _) => replies.TryRemove(KeyValuePair.Create(address, link)));
    }

    public SendingAmqpLink? AnswerLink(string address) => replies.GetValueOrDefault(address);
}
