using Hub.Domain.Json;
using Xunit;

namespace Hub.Domain.Tests.Text;

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
        Assert.True(WholeNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out var read));
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
        Assert.False(WholeNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out _));
}
