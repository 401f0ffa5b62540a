using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Access.Operator;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scope = Hub.Domain.Tokens.Scope;

namespace Hub.Tests.OpenApi;

public sealed partial class OperationTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    private List<Operation> Operations => hub.V1.Operations();

    /// <summary>Without the operator's, who has a token without scopes.</summary>
    private IEnumerable<Operation> OfOrganizations =>
        Operations.Where(one => !one.Path.Contains("/operator/", StringComparison.Ordinal));

    [Fact]
    public void Every_route_that_takes_a_token_is_described() =>
        Assert.Equal(
            hub.Host.App.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.Count(endpoint =>
                    endpoint.Metadata.GetMetadata<RequiredScope>() is not null
                    || endpoint.Metadata.GetMetadata<RequiredOperator>() is not null
                ),
            Operations.Count
        );

    [Fact]
    public void Operations_are_called_by_unique_names_in_pascal_case()
    {
        Assert.All(Operations, one => Assert.Matches("^[A-Z][A-Za-z]+$", one.Id));
        Assert.Distinct(Operations.Select(one => one.Id));
    }

    [Fact]
    public void Summaries_are_short_titles()
    {
        Assert.All(Operations, one => Assert.Matches(Title(), one.Summary));
        Assert.Distinct(Operations.Select(one => one.Summary));
    }

    [Fact]
    public void Descriptions_are_sentences_that_say_more() => Assert.All(Operations, one =>
        {
            Assert.EndsWith(".", one.Description);
            Assert.True(one.Description!.Length > one.Summary!.Length + 20, one.ToString());
        });

    [Fact]
    public void Every_parameter_body_and_answer_is_described() => Assert.All(Operations, one =>
        {
            Assert.All(one.Parameters, parameter => AssertSentence(parameter["description"], one));
            if (one.Json["requestBody"] is { } body)
                AssertSentence(body["description"], one);
            Assert.All(one.Responses, response => AssertSentence(response.Value!["description"], one));
        });

    [Fact]
    public void Every_operation_names_the_scopes_it_needs() => Assert.All(OfOrganizations, one =>
        {
            var scopes = one.Json["security"]![0]!["token"]!.AsArray();
            Assert.NotEmpty(scopes);
            Assert.True(
                scopes.Count == Scope.All.Count || one.Description!.Contains((string)scopes[0]!),
                one.ToString()
            );
        });

    [Fact]
    public void Every_operation_lists_the_problems_it_can_answer()
    {
        Assert.All(Operations, one => AssertAnswers(one, "401", "429", "default"));
        Assert.All(OfOrganizations, one => AssertAnswers(one, "403"));
        Assert.All(Operations.Where(one => one.Path.Contains('{')), one => AssertAnswers(one, "404"));
        Assert.All(Operations.Where(one => one.Json.ContainsKey("requestBody")), one =>
            AssertAnswers(one, "400", "422")
        );
        AssertAnswers(hub.V1.Operation("UpdateTicket"), "409", "412");
        Assert.False(hub.V1.Operation("GetTicket").Responses.ContainsKey("409"));
    }

    [Fact]
    public void A_429_says_when_to_come_back() =>
        Assert.All(Operations, one =>
            Assert.Superset(
                new HashSet<string> { "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset" },
                one.Responses["429"]!["headers"]!.AsObject().Select(header => header.Key).ToHashSet()
            )
        );

    [Fact]
    public void Headers_are_described_where_they_apply()
    {
        Assert.Equal(["Idempotency-Key"], HeadersOf("CreateTicket"));
        Assert.Equal(["If-Match"], HeadersOf("UpdateTicket"));
        Assert.Equal(["If-None-Match"], HeadersOf("GetTicket"));
        Assert.Empty(HeadersOf("ListTickets"));
        Assert.Superset(new HashSet<string> { "Location", "ETag" }, AnsweredHeaders("CreateTicket", "201"));
        Assert.Contains("ETag", AnsweredHeaders("GetTicket", "200"));
        Assert.DoesNotContain("ETag", AnsweredHeaders("AddReply", "201"));
    }

    [Fact]
    public async Task An_enabled_webhook_answers_its_version_as_described()
    {
        Assert.Contains("ETag", AnsweredHeaders("EnableWebhook", "200"));
        var created = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new { url = "https://receiver.example.com/hook", events = new[] { "*" } }
        );
        var path = $"/api/v1/webhooks/{created.Data["id"]}";

        Assert.NotNull((await hub.Admin.Send(HttpMethod.Post, $"{path}/enable", null)).ETag);
        Assert.NotNull((await hub.Admin.Send(HttpMethod.Post, $"{path}/rotate-secret", new { })).ETag);
    }

    [Fact]
    public void The_document_says_where_it_is_served_and_by_whom()
    {
        Assert.Equal("3.1", ((string)hub.V1["openapi"]!)[..3]);
        Assert.Equal("https://hub.example.com", (string)hub.V1["servers"]![0]!["url"]!);
        Assert.NotNull(hub.V1["info"]!["contact"]!["email"]);
        Assert.Equal("MIT", (string)hub.V1["info"]!["license"]!["name"]!);
        Assert.Equal("bearer", (string)hub.V1["components"]!["securitySchemes"]!["token"]!["scheme"]!);
        var tags = hub.V1["tags"]!.AsArray();
        Assert.All(tags, tag => Assert.EndsWith(".", (string)tag!["description"]!));
        Assert.Distinct(tags.Select(tag => (string)tag!["description"]!));
    }

    private IEnumerable<string> HeadersOf(string operation) =>
        hub
            .V1.Operation(operation)
            .Parameters.Where(one => (string)one["in"]! == "header")
            .Select(one => (string)one["name"]!);

    private HashSet<string> AnsweredHeaders(string operation, string status) =>
        hub.V1.Operation(operation).Responses[status]!["headers"]!.AsObject().Select(header => header.Key).ToHashSet();

    private static void AssertAnswers(Operation operation, params string[] statuses) =>
        Assert.All(statuses, status => Assert.True(operation.Responses.ContainsKey(status), $"{operation}: {status}"));

    private static void AssertSentence(System.Text.Json.Nodes.JsonNode? text, Operation operation) =>
        Assert.True(((string?)text)?.EndsWith('.') is true, $"{operation}: {text}");

    [GeneratedRegex("^[A-Z][A-Za-z0-9 ()]{3,78}[A-Za-z0-9)]$")]
    private static partial Regex Title();
}
