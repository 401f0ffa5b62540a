using System.Net;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hub.Tests.Edge;

public sealed class HostCheckTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("localhost:5080", true)]
    [InlineData("hub.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.0.2.7:5080", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("evil.example.com", false)]
    [InlineData("localhost.evil.example.com", false)]
    [InlineData("127.0.0.1.evil.example.com", false)]
    public async Task Nobody_said_how_the_hub_is_reached(string host, bool isAnswered)
    {
        await using var hub = await HubHost.Start();

        await Expect(hub, host, isAnswered);
    }

    [Theory]
    [InlineData("hub.example.com", true)]
    [InlineData("HUB.EXAMPLE.COM:8443", true)]
    [InlineData("a.example.org", true)]
    [InlineData("a.b.example.org", true)]
    [InlineData("example.org", false)]
    [InlineData("evilexample.org", false)]
    [InlineData("127.0.0.1", true)]
    public async Task Names_that_are_allowed_are_answered(string host, bool isAnswered)
    {
        await using var hub = await HubHost.Start("--AllowedHosts=hub.example.com;*.example.org");

        await Expect(hub, host, isAnswered);
    }

    [Fact]
    public async Task With_a_public_address_every_name_is_answered_and_none_repeated()
    {
        await using var hub = await HubHost.Start("--Hub:PublicUrl=https://hub.example.com");

        var created = await hub.Admin.CreateTicket(null, ("Host", "evil.example.com"));

        created.Expect(HttpStatusCode.Created);
        Assert.StartsWith("https://hub.example.com/", created.Header("Location"));
    }

    [Fact]
    public async Task In_development_every_name_is_answered()
    {
        await using var hub = await HubHost.Start("--environment=Development");

        await Expect(hub, "hub.test", isAnswered: true);
    }

    [Theory]
    [InlineData("--environment=Production", 1)]
    [InlineData("--environment=Development", 0)]
    [InlineData("--Hub:PublicUrl=https://hub.example.com", 0)]
    [InlineData("--AllowedHosts=*", 0)]
    public async Task One_line_says_so(string setting, int lines)
    {
        await using var hub = await HubHost.StartIn(
            null,
            builder => builder.Logging.ClearProviders().AddFakeLogging(),
            "--Logging:LogLevel:Default=Information",
            setting
        );
        await hub.Admin.ListTickets();
        await hub.Admin.ListTickets();

        var said = hub.App.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        Assert.Equal(lines, said.Count(record => record.Message.Contains("AllowedHosts")));
    }

    private static async Task Expect(HubHost hub, string host, bool isAnswered)
    {
        var answer = await hub.Admin.Get("/api/v1/tickets", ("Host", host));
        var scim = await hub.As(null).Get("/scim/v2/ServiceProviderConfig", ("Host", host));
        if (isAnswered)
        {
            answer.Expect(HttpStatusCode.OK);
            scim.Expect(HttpStatusCode.OK);
        }
        else
        {
            answer.ExpectProblem(HttpStatusCode.BadRequest, "host_not_allowed");
            Assert.DoesNotContain(host, answer.Text + scim.Text);
        }
        (await hub.As(null).Get("/health/ready", ("Host", host))).Expect(HttpStatusCode.OK);
    }
}
