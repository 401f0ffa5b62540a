using System.Collections.Concurrent;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

/// <summary>No template takes the hub's time, its memory or its life, each tried in a process of its own.</summary>
public sealed class HostileTemplateTests
{
    private const int MostMilliseconds = 1_000;
    private const int MostMegabytes = 150;

    [Fact]
    public async Task A_hostile_template_ends_soon_and_small()
    {
        var failures = new ConcurrentDictionary<string, HostileRun>();
        var all = HostileTemplates
            .Refused.Select(static one => (one.Key, one.Value, IsRefused: true))
            .Concat(HostileTemplates.Endured.Select(static one => (one.Key, one.Value, IsRefused: false)));
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 2,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (one, _) =>
            {
                var run = await HostileChild.Run(one.Value);
                var isRight = one.IsRefused ? run is { Line: > 0, Message.Length: > 0 } : run.Message.Length == 0;
                if (!isRight || run.CpuMilliseconds > MostMilliseconds || run.PeakMegabytes > MostMegabytes)
                    failures[one.Key] = run;
            }
        );

        Assert.Empty(failures);
    }
}
