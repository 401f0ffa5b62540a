using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Domain.People;
using Xunit;

namespace Hub.Domain.Tests.People;

/// <summary>What was said of a person is kept byte for byte, however its document comes in.</summary>
public sealed class AttributesTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{ "a" : [ {"b":"}"}, "\"{", null ] , "ü":"\u00fc😀" }""")]
    public void The_bytes_are_those_that_were_there(string profile)
    {
        var document = Encoding.UTF8.GetBytes($$"""{"before":{"x":2},"profile": {{profile}} ,"after":3}""");

        Assert.Equal(profile, Text(JsonSerializer.Deserialize<Holder>(document)!));
        Assert.Equal(profile, Text(JsonElement.Parse(document).Deserialize<Holder>()!));
        for (var at = 1; at < document.Length; at++)
        {
            var reader = new Utf8JsonReader(InTwoParts(document, at));
            var held = JsonSerializer.Deserialize<Holder>(ref reader)!;
            Assert.Equal(profile, Text(held));
            Assert.Equal(3, held.after);
        }
    }

    [Fact]
    public void No_attributes_are_nothing() =>
        Assert.Null(JsonSerializer.Deserialize<Holder>("""{"profile":null,"after":3}""")!.profile);

    private static string Text(Holder held) => Encoding.UTF8.GetString(held.profile!.Utf8.Span);

    private static ReadOnlySequence<byte> InTwoParts(byte[] bytes, int at)
    {
        var first = new Part(bytes.AsMemory(0, at), 0);
        var second = new Part(bytes.AsMemory(at), at);
        first.Before(second);
        return new ReadOnlySequence<byte>(first, 0, second, bytes.Length - at);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory, int before) => (Memory, RunningIndex) = (memory, before);

        public void Before(Part next) => Next = next;
    }

    private sealed record Holder(Attributes? profile, int after);
}
