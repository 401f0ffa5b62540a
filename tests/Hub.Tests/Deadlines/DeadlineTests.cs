using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Deadlines;
using Hub.Domain.People;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Deadlines;

/// <summary>A hub whose queries take as long as a test wants, by a clock that a test moves.</summary>
public sealed class HubWithSlowQueries : HubWithFakeClock
{
    private readonly StoreFaults faults = new();

    /// <summary>From now on queries of agents wait until they are given up; says when one has begun, and when it has ended.</summary>
    internal (Task Begun, Task GivenUp) Stall()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        faults.BeforeQuery = async (type, cancellation) =>
        {
            if (type != PeopleDocuments.Agent)
                return;
            begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                ended.TrySetResult();
            }
        };
        return (begun.Task, ended.Task);
    }

    internal void GoOn() => faults.BeforeQuery = null;

    private protected override Task<HubHost> StartHost() => HubHost.StartIn(null, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            faults.Install(builder);
        });
}

public sealed class DeadlineTests(HubWithSlowQueries hub) : IClassFixture<HubWithSlowQueries>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Work_that_takes_longer_than_ten_seconds_is_given_up_and_answered()
    {
        var (begun, givenUp) = hub.Stall();
        var asking = hub.Admin.Get("/api/v1/users");
        await begun.WaitAsync(Patience);
        hub.Clock.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.False(givenUp.IsCompleted);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));

        (await asking).ExpectProblem(HttpStatusCode.ServiceUnavailable, "took_too_long");
        await givenUp.WaitAsync(Patience);
        hub.GoOn();
        (await hub.Admin.Get("/api/v1/users")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_SCIM_it_is_answered_in_SCIM_s_form()
    {
        var scim = await ScimHub.Provider(hub.Host, hub.Admin, "Okta");
        var (begun, givenUp) = hub.Stall();
        var asking = scim.Get("/Users");
        await begun.WaitAsync(Patience);
        hub.Clock.Advance(Limit);

        (await asking).ExpectError(503, "took_too_long");
        await givenUp.WaitAsync(Patience);
        hub.GoOn();
    }

    [Fact]
    public async Task Work_ends_with_its_client()
    {
        var (begun, givenUp) = hub.Stall();
        using var client = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users");
        request.Headers.Add("Authorization", $"Bearer {HubHost.FirstToken}");
        var asking = hub.Host.Http.SendAsync(request, client.Token);
        await begun.WaitAsync(Patience);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await givenUp.WaitAsync(Patience);
        hub.GoOn();
    }

    [Fact]
    public void The_routes_without_a_deadline_are_these_and_each_says_why()
    {
        var exempt = DeadlineConventions.Exemptions(hub.Host.App).ToList();

        Assert.All(exempt, one => Assert.InRange(one.Reason.Length, 20, 200));
        Assert.Equal(
            [
                "DELETE /scim/v2/Groups/{id}",
                "GET /openapi/connector.json",
                "GET /openapi/v1.json",
                "PATCH /scim/v2/Groups/{id}",
                "POST /api/v1/tickets/{id}/attachments/",
                "POST /api/v1/tickets/{id}/files",
                "POST /scim/v2/Bulk",
                "POST /scim/v2/Groups/",
                "POST /v1/media/",
                "PUT /scim/v2/Groups/{id}",
            ],
            exempt.Select(one => one.Route).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("--Requests:MaxSeconds=0")]
    [InlineData("--Requests:MinBytesPerSecond=0")]
    public async Task A_bound_that_makes_no_sense_stops_the_start(string setting) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => HubHost.Start(setting));
}

/// <summary>Bytes that hardly come: the server's own clock counts here, so this takes its seconds.</summary>
public sealed class SlowClientTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_body_that_stands_still_ends_the_request()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var address = hub.Host.Http.BaseAddress!;
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {HubHost.FirstToken}\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
            )
        );

        var answer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var read = await socket.ReceiveAsync(answer.AsMemory(), patience.Token);

        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, read));
    }
}
