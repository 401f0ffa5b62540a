using Hub.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests;

/// <summary>Loops that go by the test's clock and tell nobody.</summary>
internal static class Loops
{
    public static BackgroundLoops In(TimeProvider time) =>
        new(new OutageLog(time, NullLogger<OutageLog>.Instance), time, NullLogger<BackgroundLoops>.Instance);
}
