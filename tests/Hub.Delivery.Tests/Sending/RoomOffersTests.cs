using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class RoomOffersTests
{
    private static readonly OrganizationId Acme = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));
    private static readonly OrganizationId Other = new(Guid.Parse("0197a000-0000-7000-8000-000000000002"));

    private readonly RoomOffers offers = new();

    [Fact]
    public void Lanes_of_an_organization_share_what_it_has_left()
    {
        Assert.Equal(6, offers.Offer("a", Acme, wanted: 6, permits: 10));
        Assert.Equal(4, offers.Offer("b", Acme, wanted: 6, permits: 10));
        Assert.Equal(0, offers.Offer("c", Acme, wanted: 6, permits: 10));
        Assert.Equal(6, offers.Offer("d", Other, wanted: 6, permits: 10));
    }

    [Fact]
    public void An_offer_that_was_not_taken_up_is_made_again_in_the_next_look()
    {
        for (var look = 0; look < 100; look++)
            Assert.Equal(3, offers.Offer("a", Acme, wanted: 64, permits: 3));
    }

    [Fact]
    public void A_lane_that_got_nothing_gets_its_share_once_the_other_is_gone()
    {
        offers.Offer("a", Acme, wanted: 64, permits: 3);
        Assert.Equal(0, offers.Offer("b", Acme, wanted: 64, permits: 3));

        Assert.Equal(3, offers.Offer("b", Acme, wanted: 64, permits: 3));
    }
}
