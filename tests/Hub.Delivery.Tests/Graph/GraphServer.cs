using System.Collections.Concurrent;
using System.Net;
using Hub.Delivery.Egress;
using Hub.Delivery.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery.Tests.Graph;

/// <summary>What came to the server.</summary>
internal sealed record GraphCall(string Method, string Path, IHeaderDictionary Headers, byte[] Body);

/// <summary>A local server with the answers of Graph, the real ones and those of what stands before it.</summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string RequestId = "0f2ab9f9-8d3a-4e5a-8f0c-2f6f1f5c9d11";

    private readonly WebApplication app;

    private GraphServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<GraphCall> Calls { get; } = new();

    /// <summary>With the version, as the settings have it.</summary>
    public string BaseUrl => $"{app.Urls.First()}/v1.0";

    public Uri Mail => new($"{BaseUrl}/users/help@example.com/sendMail");

    /// <param name="answer">Absent: what Graph answers when all is well.</param>
    public static async Task<GraphServer> Start(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new GraphServer(app);
        app.Run(async context =>
        {
            var (request, response) = (context.Request, context.Response);
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body, context.RequestAborted);
            server.Calls.Enqueue(
                new(request.Method, request.Path, new HeaderDictionary(request.Headers.ToDictionary()), body.ToArray())
            );
            response.Headers["request-id"] = RequestId;
            await (answer ?? Take)(context);
        });
        await app.StartAsync();
        return server;
    }

    public static Task<GraphServer> Answering(int status, string? code = null, Action<HttpResponse>? prepare = null) =>
        Start(context =>
        {
            context.Response.StatusCode = status;
            prepare?.Invoke(context.Response);
            return code is null ? Task.CompletedTask : Refuse(context.Response, code);
        });

    /// <summary>A client whose settings name this server.</summary>
    public GraphClient Client(
        FakeEntra? entra = null,
        TimeSpan? deadline = null,
        Action<GraphOptions>? configure = null
    )
    {
        var options = new GraphOptions { BaseUrl = BaseUrl, Credential = "managed-identity" };
        configure?.Invoke(options);
        var egress = new EgressOptions { AllowInsecureTargets = true };
        egress.Deadline = deadline ?? egress.Deadline;
        return new GraphClient(options, egress, TimeProvider.System, entra ?? new FakeEntra());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Mail is taken without a word; what is made is shown, under a tag that a change would have to bring along.</summary>
    private static Task Take(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.Path.Value!.EndsWith("/sendMail", StringComparison.Ordinal))
        {
            response.StatusCode = 202;
            return Task.CompletedTask;
        }
        response.StatusCode = 201;
        response.ContentType = "application/json; odata.metadata=minimal";
        return response.WriteAsync("""{"@odata.etag":"W/\"JzEt\"","id":"01gzSlKkIUSUl6DF_EilrmQAKDhh"}""");
    }

    private static Task Refuse(HttpResponse response, string code)
    {
        response.ContentType = "application/json";
        return response.WriteAsync(
            """{"error":{"code":"CODE","message":"Of CODE.","innerError":{"request-id":"ID"}}}"""
                .Replace("CODE", code)
                .Replace("ID", RequestId)
        );
    }
}
