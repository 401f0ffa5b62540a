using System.Net;
using System.Net.Http.Json;
using Hub.Reliability;

namespace Hub.Tests.Fleets;

public sealed class OutboundRateTests
{
    private const int Limit = 60;

    [Fact]
    public async Task Hubs_together_send_no_more_than_an_organizations_minute_allows()
    {
        await using var fleet = await Fleet.Start(Hubs.Dll, 3, $"--Delivery:EventsPerMinute={Limit}");
        await using var mailbox = await Mailbox.Start();
        var clients = fleet.Hubs.Select(hub => hub.NewClient()).ToList();
        var webhook = new
        {
            url = mailbox.UrlOf("limited"),
            events = new[] { "ticket.created" },
            secret = Mailbox.Secret,
        };
        using var subscribed = await clients[0].PostAsJsonAsync("/api/v1/webhooks", webhook);
        Assert.Equal(HttpStatusCode.Created, subscribed.StatusCode);

        for (var number = 0; number < 2 * Limit; number++)
        {
            var ticket = new
            {
                subject = $"{number}",
                description = "One of many",
                requester_email = "user@company.com",
            };
            using var answer = await clients[number % 3].PostAsJsonAsync("/api/v1/tickets", ticket);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        // All hubs are at it by then, and one hub alone would have sent its own sixty.
        await mailbox.Until(() => mailbox.Of("limited").Count >= Limit - 10);
        await Task.Delay(TimeSpan.FromSeconds(5));

        Assert.InRange(mailbox.Of("limited").Count, Limit - 10, Limit);
        Assert.Distinct(mailbox.Of("limited"));
        clients.ForEach(client => client.Dispose());
    }
}
