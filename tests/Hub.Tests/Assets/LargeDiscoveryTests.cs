using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Assets;

/// <summary>As much as a discovery may report at once.</summary>
public sealed class LargeDiscoveryTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_thousand_are_taken_at_once_and_not_more()
    {
        var rows = Enumerable.Range(0, 1_000).Select(row => Row(row)).ToArray();

        var report = await Report(rows);

        Assert.Equal(1_000, (int)report.Expect(HttpStatusCode.OK).Data["created"]!);
        Assert.Equal(1_000, (int)(await Report(rows)).Data["unchanged"]!);
        (await Report([.. rows, Row(1_000)])).ExpectInvalid("assets");
        (await Report()).ExpectInvalid("assets");
    }

    private Task<Answer> Report(params object[] assets) =>
        hub.Admin.Send(HttpMethod.Post, "/api/v1/assets/discovery", new { assets });

    private static object Row(int number) =>
        new
        {
            external_key = $"key {number}",
            name = "Laptop",
            type = "laptop",
        };
}
