using System.Text;
using Azure.Identity;
using Hub.Delivery.Egress;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Hub.Delivery.Tests.Graph;

public sealed class GraphClientTests
{
    [Theory]
    [InlineData("users/help@example.com/sendMail", 202)]
    [InlineData("planner/tasks", 201)]
    [InlineData("users/0a/todo/lists/AQMk%3D/tasks", 201)]
    [InlineData("sites/contoso.sharepoint.com,1,2/lists/7/items", 201)]
    public async Task The_bytes_are_sent_as_they_are_with_a_token_and_no_other_headers(string path, int status)
    {
        await using var server = await GraphServer.Start();
        var entra = new FakeEntra();
        using var client = server.Client(entra);

        var result = await client.Post(new Uri($"{server.BaseUrl}/{path}"));

        Assert.Equal((EgressCategory.Acknowledged, status), (result.Category, result.StatusCode));
        Assert.Null(result.Problem);
        var call = Assert.Single(server.Calls);
        Assert.Equal(("POST", "/v1.0/" + Uri.UnescapeDataString(path)), (call.Method, call.Path));
        Assert.Equal(Sent.Body, Encoding.UTF8.GetString(call.Body));
        Assert.Equal("application/json", call.Headers.ContentType);
        Assert.Equal("Bearer " + FakeEntra.Token, call.Headers.Authorization);
        Assert.DoesNotContain("X-Webhook-Signature", call.Headers.Keys);
        Assert.Equal("https://127.0.0.1/.default", Assert.Single(entra.Scopes));
    }

    [Theory]
    [InlineData(400, "ErrorInvalidRecipients", EgressCategory.ClientError)]
    [InlineData(401, "InvalidAuthenticationToken", EgressCategory.ClientError)]
    [InlineData(403, "ErrorAccessDenied", EgressCategory.ClientError)]
    [InlineData(404, "ErrorInvalidUser", EgressCategory.ClientError)]
    [InlineData(500, "InternalServerError", EgressCategory.ServerError)]
    public async Task An_error_tells_its_code_its_message_and_the_id_that_support_asks_for(
        int status,
        string code,
        EgressCategory category
    )
    {
        await using var server = await GraphServer.Answering(status, code);
        using var client = server.Client();

        var result = await client.Post(server.Mail);

        Assert.Equal((category, status, true), (result.Category, result.StatusCode, result.Retryable));
        Assert.Equal($"{code}: Of {code}.; request-id {GraphServer.RequestId}", result.Problem);
        Assert.Contains($"\"code\":\"{code}\"", result.Snippet, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(429, EgressCategory.RateLimited)]
    [InlineData(503, EgressCategory.ServerError)]
    public async Task Who_asks_to_wait_is_asked_once(int status, EgressCategory category)
    {
        await using var server = await GraphServer.Answering(status, prepare: static response =>
            response.Headers.RetryAfter = "1"
        );
        using var client = server.Client();

        var result = await client.Post(server.Mail);

        Assert.Equal((category, status), (result.Category, result.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(1), result.RetryAfter);
        Assert.Single(server.Calls);
    }

    /// <summary>What the SDK's own answers do not tell apart, or take for success.</summary>
    [Theory]
    [InlineData(401, "", EgressCategory.ClientError)]
    [InlineData(503, "", EgressCategory.ServerError)]
    [InlineData(502, "<html><body>Bad gateway</body></html>", EgressCategory.ServerError)]
    [InlineData(302, "", EgressCategory.Redirect)]
    public async Task Answers_without_json_have_their_category(int status, string body, EgressCategory category)
    {
        await using var server = await GraphServer.Start(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/v1.0/elsewhere";
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(body);
        });
        using var client = server.Client();

        var result = await client.Post(server.Mail);

        Assert.Equal((category, status, body), (result.Category, result.StatusCode, result.Snippet));
        Assert.Equal($"request-id {GraphServer.RequestId}", result.Problem);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_challenge_for_another_token_is_no_reason_to_send_again()
    {
        await using var server = await GraphServer.Answering(401, "InvalidAuthenticationToken", static response =>
            response.Headers.WWWAuthenticate =
                "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\""
        );
        using var client = server.Client();

        Assert.Equal(401, (await client.Post(server.Mail)).StatusCode);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_meets_the_deadline()
    {
        await using var server = await GraphServer.Start(static context =>
            Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ContinueWith(static _ => { }, TaskContinuationOptions.ExecuteSynchronously)
        );
        using var client = server.Client(deadline: TimeSpan.FromMilliseconds(300));

        var result = await client.Post(server.Mail);

        Assert.Equal((EgressCategory.Timeout, (int?)null), (result.Category, result.StatusCode));
        Assert.Equal("No response within 0.3 s.", result.Problem);
    }

    [Fact]
    public async Task The_callers_own_end_is_no_answer()
    {
        await using var server = await GraphServer.Start();
        using var client = server.Client();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Post(server.Mail, ct: ended.Token));
        Assert.Empty(server.Calls);
    }

    /// <summary>The SDK would send without a token, and say nothing.</summary>
    [Fact]
    public async Task Nothing_is_sent_to_a_host_that_is_not_the_settings()
    {
        await using var server = await GraphServer.Start();
        await using var other = await GraphServer.Start();
        var entra = new FakeEntra();
        using var client = server.Client(entra);

        var result = await client.Post(other.Mail);

        Assert.Equal((EgressCategory.InvalidTarget, false), (result.Category, result.Retryable));
        Assert.Contains("(Graph:BaseUrl)", result.Problem, StringComparison.Ordinal);
        Assert.Empty(other.Calls);
        Assert.Empty(entra.Scopes);
    }

    [Fact]
    public async Task Mail_is_sent_only_from_the_mailboxes_that_the_operator_lists()
    {
        await using var server = await GraphServer.Start();
        using var client = server.Client(configure: static options => options.Senders = ["Other@example.com"]);

        var refused = await client.Post(server.Mail);
        var taken = await client.Post(new Uri($"{server.BaseUrl}/users/other%40example.com/sendMail"));

        Assert.Contains("Graph:Senders", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(EgressCategory.InvalidTarget, refused.Category);
        Assert.True(taken.Acknowledged);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_hub_that_lost_its_access_waits_for_it()
    {
        await using var server = await GraphServer.Start();
        using var client = server.Client(configure: static options => options.Credential = "");

        var result = await client.Post(server.Mail);

        Assert.Equal((EgressCategory.NoToken, true), (result.Category, result.Retryable));
        Assert.Contains("Graph:ClientSecret", result.Problem, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Theory]
    [InlineData("AADSTS7000215: Invalid client secret provided. Trace ID: 1", "the client secret is wrong")]
    [InlineData("AADSTS7000222: The provided client secret keys are expired.", "has expired")]
    [InlineData("AADSTS700016: Application with identifier 'x' was not found", "no such application")]
    [InlineData("AADSTS90002: Tenant 'x' not found.", "no such directory")]
    [InlineData("AADSTS50194: Application is not multi-tenant", "error?code=50194")]
    public async Task Why_there_is_no_token_is_told_in_the_words_of_the_settings(string message, string told)
    {
        await using var server = await GraphServer.Start();
        using var client = server.Client(new FakeEntra(new AuthenticationFailedException(message)));

        var result = await client.Post(server.Mail);

        Assert.Equal((EgressCategory.NoToken, true), (result.Category, result.Retryable));
        Assert.Contains(told, result.Problem, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Entra_that_cannot_be_reached_is_told_from_a_machine_without_an_identity()
    {
        await using var server = await GraphServer.Start();
        using var away = server.Client(
            new FakeEntra(new AuthenticationFailedException("x", new HttpRequestException("Connection refused")))
        );
        using var nobody = server.Client(new FakeEntra(new CredentialUnavailableException("no endpoint")));

        Assert.Equal(
            "Entra ID could not be asked for a token: Connection refused",
            (await away.Post(server.Mail)).Problem
        );
        Assert.Contains("the machine offers none", (await nobody.Post(server.Mail)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guard_holds_for_graph_too()
    {
        await using var server = await GraphServer.Start();
        var options = new Delivery.Graph.GraphOptions { BaseUrl = server.BaseUrl, Credential = "managed-identity" };
        using var client = new Delivery.Graph.GraphClient(
            options,
            new EgressOptions(),
            TimeProvider.System,
            new FakeEntra()
        );

        Assert.Equal(EgressCategory.InsecureTarget, (await client.Post(server.Mail)).Category);
        Assert.Empty(server.Calls);
    }
}
