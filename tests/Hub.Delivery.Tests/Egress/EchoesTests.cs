using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>What a receiver repeats of the request in its answer, and what the delivery log keeps of that.</summary>
public sealed class EchoesTests
{
    private static readonly Echoes Echoes = new(
        TargetUri.Of("https://example.com/workflows/a1b2c3d4/triggers/t?api=v1&sig=s%2Bcret-of-it&sp=%2Frun"),
        ["header-value", "short"]
    );

    [Theory]
    [InlineData("Cannot POST /workflows/a1b2c3d4/triggers/t", "Cannot POST /workflows/***/***/t")]
    [InlineData("?api=v1&sig=s%2Bcret-of-it&sp=%2Frun", "?***")]
    [InlineData("?api=v1&amp;sig=s%2Bcret-of-it&amp;sp=%2Frun", "?***")]
    [InlineData("{\"sig\": \"s+cret-of-it\"}", "{\"sig\": \"***\"}")]
    [InlineData("{\"sig\": \"S%2bCRET-OF-IT\"}", "{\"sig\": \"***\"}")]
    [InlineData("header-value is unknown, and so is short", "*** is unknown, and so is short")]
    [InlineData("The beginning is kept, which ended in header-va", "The beginning is kept, which ended in ***")]
    [InlineData("Thanks.", "Thanks.")]
    [InlineData("", "")]
    public void A_secret_is_not_kept(string answer, string kept) => Assert.Equal(kept, Echoes.Remove(answer));
}
