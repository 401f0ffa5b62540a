using System.Net;
using Hub.Delivery.Egress;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Guarded clients in the states that tests start from.</summary>
internal static class Guard
{
    /// <summary>As in Development: http and loopback pass.</summary>
    public static GuardedClient Open(
        TimeSpan? deadline = null,
        NetworkEdge? edge = null,
        TimeProvider? time = null,
        Action<EgressOptions>? configure = null
    )
    {
        var options = new EgressOptions { AllowInsecureTargets = true };
        options.Deadline = deadline ?? options.Deadline;
        configure?.Invoke(options);
        return new GuardedClient(options, time ?? TimeProvider.System, edge);
    }

    /// <summary>As in production.</summary>
    public static GuardedClient Closed(NetworkEdge? edge = null, TimeSpan? deadline = null)
    {
        var options = new EgressOptions();
        options.Deadline = deadline ?? options.Deadline;
        return new GuardedClient(options, TimeProvider.System, edge);
    }

    public static async Task<EgressResult> Post(this GuardedClient client, Uri url, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        return await client.Send(request, ct);
    }

    public static NetworkEdge ResolvingTo(params string[] addresses) =>
        new() { Resolve = (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)) };
}
