using Azure.Core;
using Azure.Identity;
using Hub.Delivery.Egress;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace Hub.Delivery.Graph;

/// <summary>
/// Graph's SDK with all that acts on its own taken out: no retries, no redirects, no models. A model that is sent again is empty
/// the second time, and a redirect counts as success; bytes and the bare answer have neither trap.
/// </summary>
internal sealed class GraphPipeline : IDisposable
{
    private readonly HttpClient http;
    private readonly GraphServiceClient graph;

    /// <param name="connections">The last handler, which the pipeline owns from now on.</param>
    public GraphPipeline(GraphOptions options, TokenCredential credential, HttpMessageHandler connections)
    {
        var root = options.Base;
        var handlers = GraphClientFactory.CreateDefaultHandlers(new GraphClientOptions());
        foreach (var acting in handlers.Where(IsActing).ToList())
            handlers.Remove(acting);
        handlers.Add(new WithoutChallenge());
        http = GraphClientFactory.Create(handlers, finalHandler: connections);
        // The exchange has the deadline.
        http.Timeout = Timeout.InfiniteTimeSpan;
        var tokens = new AzureIdentityAuthenticationProvider(
            credential,
            allowedHosts: [root.Host],
            isCaeEnabled: false,
            scopes: [$"https://{root.Host}/.default"]
        );
        graph = new GraphServiceClient(http, tokens, root.OriginalString);
    }

    /// <exception cref="NoTokenException">Nothing was sent.</exception>
    public async Task<HttpResponseMessage> Post(Uri address, HttpContent content, CancellationToken cancellation)
    {
        var answer = new NativeResponseHandler();
        using var body = new MemoryStream(await content.ReadAsByteArrayAsync(cancellation), writable: false);
        var request = new RequestInformation { HttpMethod = Method.POST, URI = address };
        request.SetStreamContent(body, content.Headers.ContentType!.MediaType!);
        request.SetResponseHandler(answer);
        try
        {
            await graph.RequestAdapter.SendNoContentAsync(request, cancellationToken: cancellation);
        }
        catch (AuthenticationFailedException failure)
        {
            throw new NoTokenException(TokenFailure.Sentence(failure));
        }
        return (HttpResponseMessage)answer.Value!;
    }

    public void Dispose()
    {
        graph.Dispose();
        http.Dispose();
    }

    private static bool IsActing(DelegatingHandler handler) => handler is RetryHandler or RedirectHandler;

    /// <summary>The SDK sends again, with another token, where a 401 asks for claims. That is the queue's to do.</summary>
    private sealed class WithoutChallenge : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.WwwAuthenticate.Clear();
            return response;
        }
    }
}
