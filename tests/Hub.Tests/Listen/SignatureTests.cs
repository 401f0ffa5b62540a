using System.Net;
using Hub.Delivery.Dialects;
using Hub.Listen;
using Xunit;

namespace Hub.Tests.Listen;

public sealed class SignatureTests
{
    private const string Seed = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    private const string PublicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private const string Body = """{"event":"ticket.created","delivery_id":"wh_1","data":{"id":1847}}""";

    [Theory]
    [InlineData("X-Maktab-Signature")]
    [InlineData("X-Tiketti-Signature")]
    public async Task The_dialect_is_found_by_its_header(string header)
    {
        await using var receiver = await ListeningReceiver.Start();

        Assert.Equal(HttpStatusCode.OK, await receiver.Deliver(Body, (header, ListeningReceiver.Signature(Body))));
        Assert.Contains("signature ok", receiver.Printed);
    }

    [Fact]
    public async Task A_signature_with_another_secret_is_bad_and_refused()
    {
        await using var receiver = await ListeningReceiver.Start();
        var signature = ListeningReceiver.Signature(Body, "another secret");

        Assert.Equal(HttpStatusCode.Unauthorized, await receiver.Deliver(Body, ("X-Maktab-Signature", signature)));
        Assert.Contains("signature BAD", receiver.Printed);
        Assert.EndsWith("bad signatures 1.", receiver.Summary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    public async Task A_signature_that_is_none_is_refused(string signature)
    {
        await using var receiver = await ListeningReceiver.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, await receiver.Deliver(Body, ("X-Maktab-Signature", signature)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task While_a_secret_is_rotated_either_of_two_signatures_will_do(int right)
    {
        await using var receiver = await ListeningReceiver.Start();
        var signatures = new[] { ListeningReceiver.Signature(Body, "old"), ListeningReceiver.Signature(Body, "older") };
        signatures[right] = ListeningReceiver.Signature(Body);

        var status = await receiver.Deliver(Body, ("X-Tiketti-Signature", string.Join(", ", signatures)));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_body_changed_by_one_byte_is_refused()
    {
        await using var receiver = await ListeningReceiver.Start();
        var signature = ListeningReceiver.Signature(Body);

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await receiver.Deliver(Body + " ", ("X-Maktab-Signature", signature))
        );
    }

    [Fact]
    public async Task An_unsigned_delivery_is_refused_by_a_receiver_with_a_secret()
    {
        await using var receiver = await ListeningReceiver.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, await receiver.Deliver(Body));
        Assert.Contains("signature none", receiver.Printed);
    }

    [Fact]
    public async Task Without_a_secret_everything_is_taken_and_nothing_is_called_ok()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Secret = null });

        Assert.Equal(HttpStatusCode.OK, await receiver.Deliver(Body));
        Assert.Equal(HttpStatusCode.OK, await receiver.DeliverMaktab(Body));
        Assert.Contains("signature none", receiver.Printed);
        Assert.Contains("signature not checked", receiver.Printed);
        Assert.DoesNotContain("signature ok", receiver.Printed);
    }

    [Fact]
    public async Task A_chosen_dialect_takes_no_other()
    {
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Dialect = SignatureCheck.Find("tiketti"),
            }
        );

        Assert.Equal(HttpStatusCode.Unauthorized, await receiver.DeliverMaktab(Body));
    }

    /// <summary>Computed with the contract's own recipe: printf '%s' body | openssl dgst -sha256 -hmac secret.</summary>
    [Fact]
    public async Task A_signature_made_elsewhere_is_ok()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Secret = "whsec" });
        const string Elsewhere = "sha256=9955f96107a610587d29d4f638f2e71734e413590b50a0a3e34158423c0eca11";

        Assert.Equal(
            HttpStatusCode.OK,
            await receiver.Deliver("""{"event":"test.ping"}""", ("X-Maktab-Signature", Elsewhere))
        );
    }

    [Theory]
    [InlineData("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("cloudevents", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("standard", Seed, PublicKey)]
    [InlineData("cloudevents", Seed, PublicKey)]
    public async Task Standard_webhooks_are_checked_by_the_secret_or_the_public_key(
        string name,
        string secret,
        string known
    )
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Secret = known });
        var dialect = SignatureCheck.Find(name)!;
        using var request = new HttpRequestMessage();
        var rendered = dialect.Render(dialect.Find("ticket.created")!.SampleEvent)!;
        var dispatch = new Dispatch(Dialect.SampleDelivery, 1, DateTimeOffset.UtcNow, secret, null);
        dialect.Compose(request, rendered, dispatch);
        var body = await request.Content!.ReadAsStringAsync();
        var headers = request.Headers.Select(header => (header.Key, header.Value.Single())).ToArray();

        Assert.Equal(HttpStatusCode.OK, await receiver.Deliver(body, headers));
        Assert.Contains("ticket.created", receiver.Printed);
        Assert.Contains("msg_01K2HZ0Q1EFDPSYG9TFNF2S2RG", receiver.Printed);
        Assert.Contains("signature ok", receiver.Printed);
        Assert.Equal(HttpStatusCode.Unauthorized, await receiver.Deliver(body + " ", headers));
    }
}
