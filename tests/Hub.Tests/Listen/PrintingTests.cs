using Hub.Listen;
using Xunit;

namespace Hub.Tests.Listen;

public sealed class PrintingTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 24, 10, 30, 1, 250, TimeSpan.Zero);

    private const string Body =
        """{"event":"ticket.created","timestamp":"2026-05-24T10:30:00Z","delivery_id":"wh_1","data":{"subject":"K\u00e4se","tags":["a",2],"none":[],"open":{}}}""";

    [Fact]
    public async Task A_delivery_is_one_line_with_its_body_below()
    {
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Time = new FakeTimeProvider(At),
            }
        );

        await receiver.DeliverMaktab(Body);

        Assert.Equal(
            """
            #1 10:30:01.250 ticket.created delivery wh_1 signature ok -> 200
            {
              "event": "ticket.created",
              "timestamp": "2026-05-24T10:30:00Z",
              "delivery_id": "wh_1",
              "data": {
                "subject": "Käse",
                "tags": [
                  "a",
                  2
                ],
                "none": [],
                "open": {}
              }
            }


            """.ReplaceLineEndings("\n"),
            receiver.Printed
        );
    }

    [Fact]
    public async Task Event_id_and_attempt_are_read_from_headers_where_a_dialect_puts_them()
    {
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Time = new FakeTimeProvider(At),
                Quiet = true,
                Secret = null,
            }
        );

        await receiver.Deliver(
            """{"event":"ticket.updated"}""",
            ("X-Tiketti-Event", "ticket.updated"),
            ("X-Tiketti-Delivery", "d-7"),
            ("X-Webhook-Delivery-Attempt", "3")
        );

        Assert.Equal("#1 10:30:01.250 ticket.updated delivery d-7 attempt 3 signature none -> 200\n", receiver.Printed);
    }

    [Fact]
    public async Task A_repeat_names_the_delivery_it_repeats()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Quiet = true });

        await receiver.DeliverMaktab("""{"event":"a","delivery_id":"wh_1"}""");
        await receiver.DeliverMaktab("""{"event":"a","delivery_id":"wh_2"}""");
        await receiver.DeliverMaktab("""{"event":"a","delivery_id":"wh_2"}""");
        await receiver.DeliverMaktab("""{"event":"a","delivery_id":"wh_2"}""");

        Assert.Equal(
            ["", "", " repeat of #2", " repeat of #2"],
            receiver.Printed.Split('\n')[..4].Select(line => line.Split("ok")[1].Split(" ->")[0])
        );
        Assert.Equal("Received 4, distinct 2, failed on purpose 0, bad signatures 0.", receiver.Summary);
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_shown_without_what_would_steer_the_terminal()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Secret = null });

        await receiver.Deliver("plain \e[2J text");
        await receiver.Deliver("{\"event\":\"a\\u001b[2J\"}");

        Assert.Contains("plain \ufffd[2J text", receiver.Printed);
        Assert.DoesNotContain('\e', receiver.Printed);
    }

    [Fact]
    public async Task Colours_appear_where_the_terminal_allows_them()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Colour = true });

        await receiver.DeliverMaktab(Body);
        await receiver.Deliver(Body, ("X-Maktab-Signature", "sha256=00"));

        Assert.Contains("\e[32mok\e[0m", receiver.Printed);
        Assert.Contains("\e[31mBAD\e[0m", receiver.Printed);
        Assert.Contains("\e[36m\"event\"\e[0m: \e[32m\"ticket.created\"\e[0m", receiver.Printed);
    }

    [Fact]
    public async Task Headers_are_shown_when_they_are_asked_for()
    {
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                ShowHeaders = true,
                Quiet = true,
            }
        );

        await receiver.Deliver("{}", ("X-Maktab-Event", "ticket.created"), ("X-Own", "a, b"));

        Assert.Contains("-> 401\n", receiver.Printed);
        Assert.Contains("\nX-Maktab-Event: ticket.created\n", receiver.Printed);
        Assert.Contains("\nX-Own: a, b\n", receiver.Printed);
    }

    [Fact]
    public async Task A_look_with_a_browser_is_no_delivery()
    {
        await using var receiver = await ListeningReceiver.Start();

        Assert.StartsWith("Listening", await receiver.Get());
        Assert.StartsWith("Received 0,", receiver.Summary);
    }
}
