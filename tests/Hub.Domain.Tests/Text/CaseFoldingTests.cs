using System.Text;
using Hub.Domain.Text;
using Xunit;

namespace Hub.Domain.Tests.Text;

/// <summary>The one rule for upper and lower case.</summary>
public sealed class CaseFoldingTests
{
    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("Kelvin", "\u212Aelvin")]
    [InlineData("\uFB03ce", "FFICE")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("ÅNGSTRÖM", "\u212Bngström")]
    [InlineData("\u13A0", "\uAB70")]
    [InlineData("VPN", "vpn")]
    public void Texts_that_differ_in_case_alone_are_the_same(string one, string other)
    {
        Assert.Equal(CaseFolding.Fold(one), CaseFolding.Fold(other));
        Assert.True(CaseFolding.Same(one, other));
    }

    [Theory]
    [InlineData("resume", "résumé")]
    [InlineData("I", "ı")]
    [InlineData("a", "b")]
    [InlineData("a", "")]
    public void Others_are_not(string one, string other) => Assert.False(CaseFolding.Same(one, other));

    [Fact]
    public void A_fold_folds_to_itself_and_both_cases_of_each_letter_fold_alike()
    {
        // Letters that a runtime knows in both cases, but for the dotless i, which folds to itself.
        foreach (var rune in Enumerable.Range(0, 0x11000).Where(Rune.IsValid).Select(point => new Rune(point)))
        {
            var fold = CaseFolding.Fold(rune.ToString());
            Assert.Equal(fold, CaseFolding.Fold(fold));
            if (Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)) is var other && rune.Value < 0x1000 && other != rune)
                Assert.Equal(fold, CaseFolding.Fold(other.ToString()));
        }
    }

    [Fact]
    public void What_is_no_text_does_no_harm() => Assert.Equal("a\uD83D", CaseFolding.Fold("A\uD83D"));
}
