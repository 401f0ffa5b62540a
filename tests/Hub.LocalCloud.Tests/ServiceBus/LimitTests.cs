namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class LimitTests
{
    private const int MaxMessage = 256 * 1024;
    private const int MaxProperty = 32 * 1024;

    [Fact]
    public async Task A_message_of_256_KB_is_taken_and_one_byte_more_is_403()
    {
        await using var bus = await LocalBus.Start();

        await bus.Send(new string('x', MaxMessage));
        var response = await bus.TrySend(new string('x', MaxMessage + 1));

        await ErrorAssert.Refused(response, HttpStatusCode.Forbidden, "262144");
        Assert.Equal(1, bus.Counts.Total);
        Assert.Equal(MaxMessage, (await bus.Receive()).Body.Length);
    }

    [Fact]
    public async Task Properties_count_towards_the_size_of_a_message()
    {
        await using var bus = await LocalBus.Start();

        var response = await bus.TrySend(new string('x', MaxMessage - 5), null, ("name", "\"12\""));

        await ErrorAssert.Refused(response, HttpStatusCode.Forbidden, "262144");
    }

    [Fact]
    public async Task A_batch_as_a_whole_is_held_to_the_size_of_a_message()
    {
        await using var bus = await LocalBus.Start();
        var half = new string('x', MaxMessage / 2);

        var response = await bus.TrySendBatch($$"""[{"Body":"{{half}}"},{"Body":"{{half}}"}]""");

        await ErrorAssert.Refused(response, HttpStatusCode.Forbidden, "262144");
        Assert.Equal(0, bus.Counts.Total);
    }

    [Fact]
    public async Task A_message_id_of_128_characters_is_taken_and_one_of_129_is_refused()
    {
        await using var bus = await LocalBus.Start();

        await bus.Send("fits", new { MessageId = new string('m', 128) });
        var response = await bus.TrySend("too long", new { MessageId = new string('m', 129) });

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "MessageId");
    }

    [Fact]
    public async Task A_property_larger_than_32_KB_is_refused()
    {
        await using var bus = await LocalBus.Start();
        var fits = $"\"{new string('p', MaxProperty - 2 - 1)}\"";

        await bus.Send("fits", null, ("P", fits));
        var response = await bus.TrySend("too large", null, ("PP", fits));

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "PP");
    }

    [Fact]
    public async Task Properties_larger_than_64_KB_in_all_are_refused()
    {
        await using var bus = await LocalBus.Start();
        var value = $"\"{new string('p', MaxProperty - 3)}\"";

        var response = await bus.TrySend("too large", null, ("A", value), ("B", value), ("C", "1"));

        await ErrorAssert.Refused(response, HttpStatusCode.BadRequest, "65536");
    }
}
