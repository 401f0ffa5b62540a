using System.Net;
using Hub.Storage;
using Hub.Tests.Hosting;

namespace Hub.Tests.Errors;

public sealed class ErrorTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("""{"subject": "VPN", }""", "line 1, byte 20")]
    [InlineData("{\n  \"subject\": VPN\n}", "line 2, byte 14")]
    [InlineData("""{"subject": "VPN" """, "line 1")]
    [InlineData("not json", "line 1, byte 2")]
    public async Task Malformed_JSON_is_400_and_says_where(string body, string where)
    {
        var answer = await hub.Admin.CreateTicket(body);

        answer.ExpectProblem(HttpStatusCode.BadRequest, "malformed_json");
        Assert.Contains(where, (string)answer.Json["detail"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_body_that_is_nothing_is_asked_for(string body)
    {
        var answer = await hub.Admin.CreateTicket(body);

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Contains(answer.Code, new[] { "body_required", "malformed_json" });
    }

    [Fact]
    public async Task A_body_of_another_shape_is_422() => (await hub.Admin.CreateTicket("[1]")).ExpectInvalid("body");

    [Fact]
    public async Task Another_media_type_is_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {HubHost.FirstToken}");
        request.Content = new StringContent("<ticket/>", System.Text.Encoding.UTF8, "text/xml");

        using var response = await hub.Host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("unsupported_media_type", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_route_is_404_and_a_known_one_by_another_method_405()
    {
        (await hub.Admin.Get("/nothing")).ExpectProblem(HttpStatusCode.NotFound, "route_not_found");
        (await hub.Admin.Get("/api/v1/nothing")).ExpectProblem(HttpStatusCode.NotFound, "route_not_found");
        var wrong = await hub.Admin.Send(HttpMethod.Patch, "/api/v1/tickets/1", "{}");
        wrong.ExpectProblem(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Contains("PUT", wrong.Header("Allow"));
    }

    [Fact]
    public async Task A_body_over_a_megabyte_is_413()
    {
        var body = $$"""{"subject":"A","description":"{{new string('x', 1024 * 1024)}}","requester_email":"a@b.c"}""";

        // A client that asks first is not cut off while it sends.
        var answer = await hub.Admin.CreateTicket(body, ("Expect", "100-continue"));

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData("""{"filters":{"priority":["high","soon"]}}""", "filters.priority[1]", "Must be one of low, medium")]
    [InlineData("""{"filters":{"department_id":["it"]}}""", "filters.department_id[0]", "Must be a whole number.")]
    [InlineData("""{"filters":{"tag":"vpn"}}""", "filters.tag", "Must be a list of texts.")]
    [InlineData("""{"filters":{"colour":["red"]}}""", "filters.colour", "there are department_id, priority, tag, ")]
    [InlineData("""{"filters":[]}""", "filters", "Must be an object.")]
    [InlineData("""{"active":"yes"}""", "active", "Must be true or false.")]
    public async Task A_value_of_the_wrong_type_is_named_with_what_was_expected(
        string body,
        string field,
        string expected
    )
    {
        var created = await hub.Admin.Send(HttpMethod.Post, "/api/v1/webhooks", body);
        var updated = await hub.Admin.Send(HttpMethod.Patch, $"/api/v1/webhooks/{Guid.NewGuid()}", body);

        Assert.Contains(expected, Assert.Single(created.ErrorsOf(field)));
        Assert.Contains(expected, Assert.Single(updated.ErrorsOf(field)));
    }

    [Fact]
    public async Task Several_faults_are_named_together()
    {
        var answer = await hub.Admin.CreateTicket("""{"requester_email":"x","department_id":77}""");

        answer.ExpectInvalid("subject");
        Assert.NotEmpty(answer.ErrorsOf("description"));
        Assert.NotEmpty(answer.ErrorsOf("requester_email"));
        Assert.NotEmpty(answer.ErrorsOf("department_id"));
    }
}

/// <summary>A hub whose store fails as the test wishes.</summary>
public sealed class HubWithFailingStore : RunningHub
{
    internal StoreFaults Faults { get; } = new();

    private protected override Task<HubHost> StartHost() => HubHost.StartIn(null, Faults.Install);
}

public sealed class FailureTests(HubWithFailingStore hub) : IClassFixture<HubWithFailingStore>
{
    [Fact]
    public async Task An_outage_of_the_store_is_503_with_a_time_to_come_back()
    {
        hub.Faults.OnQuery = () => new StorageException("disk I/O error", 10);

        var answer = await hub.Admin.ListTickets();

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.DoesNotContain("disk", answer.Text);
    }

    [Fact]
    public async Task A_bug_is_500_with_a_trace_and_no_detail_of_it()
    {
        hub.Faults.OnQuery = () => new InvalidOperationException("secret detail");

        var answer = await hub.Admin.ListTickets();

        answer.ExpectProblem(HttpStatusCode.InternalServerError, "internal_error");
        Assert.NotEmpty((string)answer.Json["trace_id"]!);
        Assert.DoesNotContain("secret detail", answer.Text);
    }
}
