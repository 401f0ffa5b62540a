using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Storage.ServiceBus.Access;

/// <summary>Signs requests with a token for their queue and nothing else, made once and renewed before it expires.</summary>
internal sealed class SharedAccessPolicy(SharedAccessKey key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewedBeforeExpiry = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Token> tokens = new(StringComparer.Ordinal);

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        var queue = $"{uri.GetLeftPart(UriPartial.Authority)}/{uri.Segments[1].TrimEnd('/')}";
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, TokenFor(queue));
    }

    private string TokenFor(string resource)
    {
        var now = time.GetUtcNow();
        if (tokens.TryGetValue(resource, out var token) && now < token.Renewal)
            return token.Text;
        var expiry = now + Lifetime;
        var fresh = new Token(key.Sign(resource, expiry), expiry - RenewedBeforeExpiry);
        tokens[resource] = fresh;
        return fresh.Text;
    }

    private sealed record Token(string Text, DateTimeOffset Renewal);
}
