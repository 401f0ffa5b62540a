using Hub.Domain.Text;
using Xunit;

namespace Hub.Domain.Tests.Text;

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
