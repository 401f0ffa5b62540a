using System.Text;
using Hub.Domain.Json;
using Hub.Domain.Text;

namespace Hub.Domain.Tests;

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

/// <summary>The one way in which dates are read.</summary>
public sealed class IsoInstantTests
{
    [Theory]
    [InlineData("2026-05-24", "2026-05-24T00:00:00.0000000Z")]
    [InlineData("20260524", "2026-05-24T00:00:00.0000000Z")]
    [InlineData("2026-05-24T10:30", "2026-05-24T10:30:00.0000000Z")]
    [InlineData("2026-05-24T10:30:15", "2026-05-24T10:30:15.0000000Z")]
    [InlineData("20260524T103015", "2026-05-24T10:30:15.0000000Z")]
    [InlineData("20260524T1030Z", "2026-05-24T10:30:00.0000000Z")]
    [InlineData("2026-05-24t10:30:15z", "2026-05-24T10:30:15.0000000Z")]
    [InlineData("2026-05-24T10:30:15.1234567899Z", "2026-05-24T10:30:15.1234567Z")]
    [InlineData("2026-05-24T10:30:15,5Z", "2026-05-24T10:30:15.5000000Z")]
    [InlineData("2026-05-24T00:30:00+02:00", "2026-05-23T22:30:00.0000000Z")]
    [InlineData("2026-05-24T10:30:00-0130", "2026-05-24T12:00:00.0000000Z")]
    [InlineData("20260524T103000+02", "2026-05-24T08:30:00.0000000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000Z")]
    public void Dates_of_either_form_are_read_and_without_a_zone_are_UTC(string text, string instant)
    {
        Assert.True(IsoInstant.TryRead(text, out var read));
        Assert.Equal(instant, read.UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12/01/2026")]
    [InlineData("01.12.2026")]
    [InlineData("2026")]
    [InlineData("2026-05")]
    [InlineData("2026-0524")]
    [InlineData("202605-24")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-05-24T")]
    [InlineData("2026-05-24Z")]
    [InlineData("2026-05-24T24:00:00")]
    [InlineData("2026-05-24T10:60:00")]
    [InlineData("2026-05-24T10:30:61")]
    [InlineData("2026-05-24T10:30:00.")]
    [InlineData("2026-05-24T103000")]
    [InlineData("20260524T10:30:00")]
    [InlineData("2026-05-24 10:30:00")]
    [InlineData("2026-05-24T10:30:00+")]
    [InlineData("2026-05-24T10:30:00+25:00")]
    [InlineData("2026-05-24T10:30:00 UTC")]
    [InlineData("2026-05-24T10:30:00Z ")]
    [InlineData("+2026-05-24")]
    [InlineData("٢٠٢٦-٠٥-٢٤")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("1780000000")]
    public void Nothing_else_is(string text) => Assert.False(IsoInstant.TryRead(text, out _));
}

/// <summary>Integers as JSON Schema has them.</summary>
public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("0e999", 0)]
    [InlineData("1.0", 1)]
    [InlineData("1e0", 1)]
    [InlineData("12.50e1", 125)]
    [InlineData("1200E-2", 12)]
    [InlineData("-3.00", -3)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    public void A_number_that_is_whole_is_read_however_it_is_written(string json, long value)
    {
        Assert.True(WholeNumber.TryParse(Encoding.UTF8.GetBytes(json), out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e-1")]
    [InlineData("9223372036854775808")]
    [InlineData("1e19")]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    public void Another_one_is_not(string json) =>
        Assert.False(WholeNumber.TryParse(Encoding.UTF8.GetBytes(json), out _));
}
