using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class DestinationPaceTests
{
    private static readonly OrganizationId Acme = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));
    private static readonly Destination Paced = new(Acme, "mark", TimeSpan.FromSeconds(1));
    private static readonly Destination Free = new(Acme, "other", TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 24, 10, 30, 0, TimeSpan.Zero));
    private readonly DestinationPace pace;

    public DestinationPaceTests() => pace = new DestinationPace(time);

    [Fact]
    public async Task One_goes_and_the_next_is_told_when()
    {
        Assert.Null(await pace.Take(Paced, default));
        Assert.Equal(time.GetUtcNow().AddSeconds(1), await pace.Take(Paced, default));
        Assert.Equal(time.GetUtcNow().AddSeconds(1), pace.FreeAt(Paced));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(pace.FreeAt(Paced));
        Assert.Null(await pace.Take(Paced, default));
    }

    [Fact]
    public async Task Time_that_passed_unused_is_no_credit()
    {
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await pace.Take(Paced, default));
        Assert.NotNull(await pace.Take(Paced, default));
    }

    [Fact]
    public async Task A_message_that_was_started_keeps_others_from_it_and_not_itself()
    {
        pace.Expect(Paced);

        Assert.Equal(time.GetUtcNow().AddSeconds(1), pace.FreeAt(Paced));
        Assert.Null(await pace.Take(Paced, default));
    }

    [Fact]
    public async Task Who_has_no_pace_waits_only_where_it_was_asked_for()
    {
        pace.Expect(Free);
        Assert.Null(pace.FreeAt(Free));
        Assert.Null(await pace.Take(Free, default));
        Assert.Null(await pace.Take(Free, default));

        await pace.Hold(Free, TimeSpan.FromSeconds(90), default);
        await pace.Hold(Free, TimeSpan.FromSeconds(30), default);

        Assert.Equal(time.GetUtcNow().AddSeconds(90), await pace.Take(Free, default));
        Assert.Null(await pace.Take(Paced, default));
    }
}
