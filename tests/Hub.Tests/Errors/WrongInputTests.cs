using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Errors;

/// <summary>What is wrong with a request is said of the request: it is no fault of the hub and no outage.</summary>
public sealed class WrongInputTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("assignee_id")]
    [InlineData("department_id")]
    public async Task A_filter_names_a_hundred_values_at_most(string field)
    {
        (await hub.Admin.ListTickets($"{field}={string.Join(',', Enumerable.Range(1, 10_000))}")).ExpectInvalid(field);
        (await hub.Admin.ListTickets($"{field}={string.Join(',', Enumerable.Range(1, 100))}")).Expect(
            HttpStatusCode.OK
        );
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public async Task A_replay_from_before_there_were_computers_begins_with_the_first_event(string since)
    {
        var id = await hub.Admin.Subscribe($"https://example.com/{since.Length}/{since[..4]}");

        var started = (await hub.Admin.Act(id, "replay", new { since })).Expect(HttpStatusCode.Accepted);

        await Wait.For(
            () => hub.Admin.Get($"/api/v1/webhooks/{id}/replays/{started.Data["id"]}"),
            answer => (string)answer.Data["status"]! == "finished"
        );
    }

    [Fact]
    public async Task Negations_inside_each_other_are_evaluated_or_refused_and_never_an_outage()
    {
        var token = (string)
            (await hub.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Provider" })).Json["token"]!;
        var provider = hub.Host.As(token);
        foreach (var depth in new[] { 1, 8, 16, 23, 24, 31, 32 })
        {
            var plain = string.Concat(Enumerable.Repeat("not (", depth)) + "active eq true" + new string(')', depth);
            var mixed =
                string.Concat(Enumerable.Repeat("not (title eq \"a\" or ", depth))
                + "active eq true"
                + new string(')', depth);
            foreach (var filter in new[] { plain, mixed })
            {
                var answer = await provider.Get($"/scim/v2/Users?filter={Uri.EscapeDataString(filter)}");
                Assert.True(
                    answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest,
                    $"{depth} levels: {answer}"
                );
            }
        }
    }

    [Fact]
    public async Task A_request_line_has_128_KB_at_most()
    {
        (await hub.Admin.ListTickets($"q={new string('x', 100_000)}")).Expect(HttpStatusCode.OK);

        var answer = await hub.Admin.ListTickets($"q={new string('x', 140_000)}");

        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.Status);
    }

    [Fact]
    public async Task Connections_are_bounded()
    {
        await using var small = await HubHost.Start("--Hub:MaxConnections=5");
        var address = new Uri(small.App.Urls.First());
        var open = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 20; number++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port);
                open.Add(client);
            }
            var closed = 0;
            foreach (var client in open)
                closed += await IsClosed(client) ? 1 : 0;
            Assert.InRange(closed, 15, 20);
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
    }

    /// <summary>One that is served answers a request that makes no sense; one that is turned away says nothing.</summary>
    private static async Task<bool> IsClosed(TcpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"),
                patience.Token
            );
            return await stream.ReadAsync(new byte[1], patience.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
