using System.Security.Cryptography.X509Certificates;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>How a local namespace listens, whom it lets in, and which queues it starts with.</summary>
public sealed record ServiceBusOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    public string KeyName { get; init; } = "RootManageSharedAccessKey";

    /// <summary>Used as it stands (its UTF-8 bytes), not decoded from base64, as Service Bus does.</summary>
    public string Key { get; init; } = "bG9jYWwgc2VydmljZSBidXMgdGVzdCBob3N0IGtleSE=";

    /// <summary>The one Bearer token let in beside shared access signatures; null lets none in.</summary>
    public string? BearerToken { get; init; }

    /// <summary>With one, the port answers TLS as well as plain text.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Decides locks, schedules, expiry and duplicates. Tokens are checked by the real clock, as they are signed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IReadOnlyDictionary<string, QueueOptions> Queues { get; init; } = new Dictionary<string, QueueOptions>();
}
