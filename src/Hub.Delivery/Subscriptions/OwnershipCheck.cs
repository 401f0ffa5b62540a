using System.Security.Cryptography;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Secrets;
using Hub.Domain.Subscriptions;

namespace Hub.Delivery.Subscriptions;

/// <summary>Challenges a receiver, where the dialect asks for it, before a subscription may send anything to it.</summary>
public sealed class OwnershipCheck(
    DialectCatalogue dialects,
    SecretKeeper secrets,
    ReceiverKeeper receivers,
    GuardedClient client,
    TimeProvider time
)
{
    private const int LongestQuote = 200;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <returns>What came back in place of the proof, as the end of a sentence about the receiver; nothing when it is proven, or need not be.</returns>
    public async Task<string?> Fails(Subscription subscription, CancellationToken cancellation)
    {
        if (dialects.Find(subscription.Dialect)?.Challenge is not { } challenge)
            return null;
        if (secrets.Reveal(subscription.ProtectedSecret) is not { } secret)
            return "it was not asked, for the hub's keys do not open the webhook's secret; send a new secret too";
        if (receivers.UrlOf(subscription) is not { } url)
            return "it was not asked, for the hub's keys do not open the webhook's address; send it again";
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var asked = new ChallengeAsked(new Uri(url), secret, nonce);
        using var request = challenge.Request(asked);
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var result = await client.Send(request, either.Token);
            return challenge.Answers(asked, result) ? null : Describe(result);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"it gave no complete answer within {Deadline.TotalSeconds:0} s";
        }
    }

    private static string Describe(EgressResult result)
    {
        if (result.StatusCode is not { } status)
            return $"it gave no answer ({result.Problem ?? result.Category.ToString()})";
        var said = result.Snippet.Length > LongestQuote ? result.Snippet[..LongestQuote] + "..." : result.Snippet;
        return said.Length == 0 ? $"it answered {status} without a body" : $"it answered {status} with \"{said}\"";
    }
}
