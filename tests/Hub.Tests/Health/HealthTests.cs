using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Health;

public sealed class HealthTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_hub_is_alive_and_ready_to_anybody(string path) =>
        (await hub.Host.As(null).Get(path)).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task Readiness_says_what_it_comes_to()
    {
        var ready = await hub.Host.As(null).Get("/health/ready");

        Assert.Equal("""{"status":"ready","failing":[]}""", ready.Text);
    }
}
