using Hub.Delivery.Egress;
using Microsoft.Extensions.Options;

namespace Hub.Saml;

/// <summary>Reads a provider's metadata where it has them: through the guard of all that is sent out, and no more than the hub takes.</summary>
internal sealed class MetadataFetch(IOptions<EgressOptions> options, TimeProvider time) : IDisposable
{
    private readonly EgressOptions bounds = options.Value;
    private readonly GuardedClient client = new(
        new EgressOptions
        {
            AllowInsecureTargets = options.Value.AllowInsecureTargets,
            AllowedPorts = options.Value.AllowedPorts,
            Deadline = Longest < options.Value.Deadline ? Longest : options.Value.Deadline,
            MaxConnectionsPerServer = 4,
            ResponseBytesKept = SamlXml.Largest + 1,
            ResponseBytesRead = SamlXml.Largest + 1,
        },
        time
    );

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <returns>What is there; or in a sentence why nothing can be had.</returns>
    public async Task<(string? Text, string? Problem)> Read(string url, CancellationToken cancellation)
    {
        if (TargetPolicy.Check(url, bounds) is { } refusal)
            return (null, refusal.Sentence);
        using var request = new HttpRequestMessage(HttpMethod.Get, TargetUri.Of(url));
        var answer = await client.Send(request, cancellation);
        return answer.Acknowledged
            ? (answer.Snippet, answer.Problem)
            : (
                null,
                answer.StatusCode is { } status
                    ? $"The address answers {status} instead of metadata."
                    : $"The address cannot be read: {answer.Problem}"
            );
    }

    public void Dispose() => client.Dispose();
}
