using Azure.Core;
using Hub.Delivery.Egress;

namespace Hub.Delivery.Graph;

/// <summary>
/// The one way out to Microsoft Graph, as the hub's own application: what <see cref="GuardedClient"/> is to all other addresses.
/// Of the SDK nothing is loaded before the first request.
/// </summary>
public sealed class GraphClient : IDisposable
{
    private const string RequestId = "request-id";

    private readonly GraphOptions options;
    private readonly Lazy<GraphPipeline> pipeline;
    private readonly Exchange exchange;

    /// <param name="identity">Who the hub is, where the settings do not say it.</param>
    public GraphClient(
        GraphOptions options,
        EgressOptions egress,
        TimeProvider time,
        TokenCredential? identity = null,
        NetworkEdge? edge = null
    )
    {
        this.options = options;
        pipeline = new(() =>
            new GraphPipeline(
                options,
                identity ?? GraphCredential.Of(options, egress.Deadline),
                GuardedHandler.Create(egress, edge ?? NetworkEdge.Real)
            )
        );
        exchange = new Exchange(egress, time);
    }

    /// <summary>
    /// Sends the body once, with a token. Only the body and its media type are sent: a dialect's headers are for receivers that
    /// share a secret with the hub.
    /// </summary>
    /// <param name="request">A POST with a body; stays the caller's to dispose.</param>
    /// <exception cref="OperationCanceledException">The caller's token fired; Graph may have had the request.</exception>
    public async Task<EgressResult> Send(HttpRequestMessage request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var address = request.RequestUri!;
        // Settings come back, and then the delivery is due; for an address that is not Graph's there is no token at all.
        if (options.WhyNot(address) is { } problem)
            return new(
                options.Kind is null ? EgressCategory.NoToken : EgressCategory.InvalidTarget,
                null,
                TimeSpan.Zero,
                "",
                Problem: problem
            );
        var call = new Call(pipeline, address, request.Content!);
        var result = await exchange.Make(address, call, static (one, deadline) => one.Send(deadline), ct);
        return result is { Acknowledged: false, StatusCode: not null }
            ? result with
            {
                Problem = GraphError.Sentence(result.Snippet, call.RequestId) ?? result.Problem,
            }
            : result;
    }

    public void Dispose()
    {
        if (pipeline.IsValueCreated)
            pipeline.Value.Dispose();
        exchange.Dispose();
    }

    /// <summary>One request, which keeps of the answer's headers what the exchange does not.</summary>
    private sealed class Call(Lazy<GraphPipeline> pipeline, Uri address, HttpContent content)
    {
        public string? RequestId { get; private set; }

        public async Task<HttpResponseMessage> Send(CancellationToken deadline)
        {
            var response = await pipeline.Value.Post(address, content, deadline);
            RequestId = response.Headers.TryGetValues(GraphClient.RequestId, out var ids) ? ids.First() : null;
            return response;
        }
    }
}
