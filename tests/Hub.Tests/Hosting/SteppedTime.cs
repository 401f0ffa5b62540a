using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Hosting;

/// <summary>
/// A clock that can be set as a machine's is: the time of day changes, and what is measured goes on as it did. That of
/// <see cref="FakeTimeProvider.AdjustTime"/> takes what is measured along.
/// </summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long step;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref step));

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void Step(TimeSpan by) => Interlocked.Add(ref step, by.Ticks);
}
