using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>A hub that has access to a Graph on this machine.</summary>
public sealed class HubWithGraph : RunningHub
{
    internal HookReceiver Graph { get; private set; } = null!;

    internal Entra Tokens { get; } = new();

    internal string AddressOf(string path) => Graph.UrlOf("v1.0/" + path).Split('?')[0];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Graph.DisposeAsync();
    }

    private protected override async Task<HubHost> StartHost()
    {
        Graph = await HookReceiver.Start();
        return await HubHost.StartIn(
            null,
            builder => builder.Services.AddSingleton<TokenCredential>(Tokens),
            "--Delivery:AllowInsecureTargets=true",
            "--Graph:Credential=managed-identity",
            $"--Graph:BaseUrl={AddressOf("").TrimEnd('/')}",
            "--Graph:Senders:0=help@example.com"
        );
    }

    /// <summary>Gives out tokens while it has no failure.</summary>
    internal sealed class Entra : TokenCredential
    {
        public string? Failure { get; set; }

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellation) =>
            Failure is { } message
                ? throw new AuthenticationFailedException(message)
                : new AccessToken("token-of-the-hub", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext context,
            CancellationToken cancellation
        ) => new(GetToken(context, cancellation));
    }
}

public sealed class GraphDeliveryTests(HubWithGraph hub) : IClassFixture<HubWithGraph>
{
    private const string Mail = "users/help@example.com/sendMail";

    [Fact]
    public async Task A_mail_goes_out_with_a_token_no_signature_and_the_deliverys_id()
    {
        var (id, sent) = await Deliver("graph-mail", Mail, 202);

        Assert.Equal("/v1.0/" + Mail, sent.Path);
        Assert.Equal("Bearer token-of-the-hub", sent.Header("Authorization"));
        Assert.DoesNotContain(sent.Headers.Keys, name =>
            name.StartsWith("X-Tiketti", StringComparison.OrdinalIgnoreCase)
        );
        var message = sent.Json["message"]!;
        Assert.Contains("Toner &lt;b&gt;", (string)message["body"]!["content"]!);
        Assert.Contains("Toner <b>", (string)message["subject"]!);
        // Nobody has the ticket.
        Assert.Equal("help@example.com", (string)message["toRecipients"]![0]!["emailAddress"]!["address"]!);
        var attempt = await AttemptOf(id, "success");
        var header = message["internetMessageHeaders"]![0]!;
        Assert.Equal("x-hub-delivery", (string)header["name"]!);
        Assert.Equal((string)attempt.Delivery["id"]!, (string)header["value"]!);
        Assert.Contains("message trace", (string)attempt.Attempt["remark"]!);
    }

    [Fact]
    public async Task A_task_has_the_plan_of_the_address()
    {
        var (id, sent) = await Deliver("graph-planner", "planner/tasks?planId=xqQg5FS2", 201);

        Assert.Equal("/v1.0/planner/tasks", sent.Path);
        Assert.Equal("xqQg5FS2", (string)sent.Json["planId"]!);
        Assert.Contains("Toner <b>", (string)sent.Json["title"]!);
        await AttemptOf(id, "success");
    }

    [Fact]
    public async Task A_missing_permission_ends_it_with_the_permission_to_grant()
    {
        var (id, _) = await Deliver(
            "graph-list",
            "sites/contoso.sharepoint.com,1,2/lists/7/items",
            403,
            "accessDenied"
        );

        var attempt = await AttemptOf(id, "failed");

        Assert.Contains("Sites.Selected", (string)attempt.Delivery["reason"]!);
        Assert.Contains("accessDenied", (string)attempt.Attempt["response"]!);
        Assert.Contains("request-id", (string)attempt.Attempt["note"]!);
    }

    [Fact]
    public async Task Throttling_is_waited_for()
    {
        var before = hub.Graph.Received.Count;
        var (id, _) = await Deliver("graph-todo", "users/ann@example.com/todo/lists/7/tasks", 429, "TooManyRequests");

        var attempt = await AttemptOf(id, "retrying");

        Assert.Equal("rate_limited", (string)attempt.Attempt["error"]!);
        Assert.True((DateTimeOffset)attempt.Delivery["next_attempt_at"]! > DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(before + 1, hub.Graph.Received.Count);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_the_log_says_why()
    {
        hub.Tokens.Failure = "AADSTS7000215: Invalid client secret provided.";
        try
        {
            var before = hub.Graph.Received.Count;
            var id = await Create("graph-mail", Mail);
            await hub.Admin.NewTicket();

            var attempt = await AttemptOf(id, "retrying");

            Assert.Equal("no_token", (string)attempt.Attempt["error"]!);
            Assert.Contains("Graph:ClientSecret", (string)attempt.Attempt["response"]!);
            Assert.Equal(before, hub.Graph.Received.Count);
        }
        finally
        {
            hub.Tokens.Failure = null;
        }
    }

    [Theory]
    [InlineData("graph-mail", "users/other@example.com/sendMail", "Graph:Senders")]
    [InlineData("graph-mail", "teams/1/channels/2/messages", "Use the target teams")]
    [InlineData("graph-todo", "me/todo/lists/7/tasks", "Nobody is signed in")]
    public async Task An_address_that_cannot_be_is_refused_with_the_way_out(string target, string path, string told)
    {
        var answer = await hub.Admin.CreateWebhook(Webhook(target, hub.AddressOf(path)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(told, answer.Json.ToJsonString());
    }

    [Fact]
    public async Task Another_cloud_than_the_settings_is_refused()
    {
        var answer = await hub.Admin.CreateWebhook(Webhook("graph-mail", "https://graph.microsoft.com/v1.0/" + Mail));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Graph:BaseUrl", answer.Json.ToJsonString());
    }

    private async Task<(Guid Id, Hook Sent)> Deliver(string target, string path, int status, string? code = null)
    {
        hub.Graph.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "7200";
            http.Response.Headers["request-id"] = "0f2ab9f9";
            return code is null
                ? Task.CompletedTask
                : http.Response.WriteAsync($$$"""{"error":{"code":"{{{code}}}","message":"No."} }""");
        };
        var before = hub.Graph.Received.Count;
        var id = await Create(target, path);
        await hub.Admin.NewTicket(Samples.Ticket("Toner <b>"));
        var sent = (await hub.Graph.Until(before + 1))[before];
        return (id, sent);
    }

    private async Task<Guid> Create(string target, string path)
    {
        foreach (var one in (await hub.Admin.ListWebhooks()).Json["data"]!.AsArray())
            await hub.Admin.DeleteWebhook((Guid)one!["id"]!);
        var parts = path.Split('?');
        var url = hub.AddressOf(parts[0]) + (parts.Length > 1 ? "?" + parts[1] : "");
        return WebhookCalls.IdOf(await hub.Admin.CreateWebhook(Webhook(target, url)));
    }

    private async Task<(JsonNode Delivery, JsonNode Attempt)> AttemptOf(Guid id, string status)
    {
        var delivery = await hub.Admin.DeliveryWhen(id, status, attempts: 1);
        var whole = (await hub.Admin.GetDelivery(id, (string)delivery["id"]!)).Data;
        return (whole, whole["attempts"]![0]!);
    }

    private static object Webhook(string target, string url) =>
        new
        {
            url,
            target,
            dialect = "tiketti",
            events = (string[])["ticket.created"],
        };
}

public sealed class HubWithoutGraphTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_hub_without_access_refuses_the_targets_and_says_how_it_gets_it()
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://graph.microsoft.com/v1.0/users/help@example.com/sendMail",
                target = "graph-mail",
                events = (string[])["ticket.created"],
            }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("/docs/graph", answer.Json.ToJsonString());
    }
}
