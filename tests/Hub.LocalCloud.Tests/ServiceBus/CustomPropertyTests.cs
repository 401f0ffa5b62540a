namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class CustomPropertyTests
{
    [Theory]
    [InlineData("\"High\"")]
    [InlineData("\"with, comma; and 'quotes' & <signs> + more\"")]
    [InlineData("\"an \\\"inner\\\" quote\"")]
    [InlineData("\"\"")]
    [InlineData("42")]
    [InlineData("-1.5")]
    [InlineData("true")]
    public async Task A_property_comes_back_as_it_was_sent(string value)
    {
        await using var bus = await LocalBus.Start();

        await bus.Send("hello", null, ("Priority", value));

        Assert.Equal(value, (await bus.Receive()).Headers["Priority"]);
    }

    [Fact]
    public async Task Quoted_text_that_is_no_json_string_is_taken_as_it_stands()
    {
        await using var bus = await LocalBus.Start();

        await bus.Send("hello", null, ("Path", "\"C:\\data\""));

        Assert.Equal("\"C:\\\\data\"", (await bus.Receive()).Headers["Path"]);
    }

    [Theory]
    [InlineData("Unquoted", "High")]
    [InlineData("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("User-Agent", "\"quoted\"")]
    [InlineData("x-ms-client-request-id", "7")]
    public async Task Other_headers_are_not_properties(string name, string value)
    {
        await using var bus = await LocalBus.Start();

        await bus.Send("hello", null, (name, value));

        Assert.DoesNotContain(name, (await bus.Receive()).Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }
}
