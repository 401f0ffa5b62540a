using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

/// <summary>Nobody waits for the receivers of another organization.</summary>
public sealed class OrganizationSharesTests
{
    private static readonly OrganizationId One = new(Guid.NewGuid());
    private static readonly OrganizationId Other = new(Guid.NewGuid());

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void One_that_is_alone_has_nearly_all_and_leaves_some_for_whoever_comes()
    {
        var shares = new OrganizationShares(512, clock);

        Assert.Equal(448, shares.Left(One));
        shares.Started(One, 448);

        Assert.Equal(0, shares.Left(One));
        Assert.True(shares.Left(Other) >= 16);
    }

    [Fact]
    public void Those_who_want_places_at_the_same_time_have_equal_shares()
    {
        var shares = new OrganizationShares(512, clock);
        shares.Left(One);
        shares.Left(Other);
        shares.Started(One, 200);

        Assert.Equal(56, shares.Left(One));
        shares.Started(One, 56);
        Assert.True(shares.Left(One) <= 0);
        Assert.InRange(shares.Left(Other), 190, 256);
    }

    [Fact]
    public void A_share_grows_again_when_the_others_want_nothing_any_more()
    {
        var shares = new OrganizationShares(512, clock);
        shares.Left(One);
        shares.Left(Other);
        shares.Started(Other, 100);
        Assert.Equal(256, shares.Left(One));

        shares.Ended(Other, 100);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(448, shares.Left(One));
    }
}
