using System.Security.Cryptography;
using System.Text;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>While two secrets are live, receivers that know one of them must get every event.</summary>
public sealed class RotationTests
{
    private static readonly HubEvent Happened = Kinds.SampleOf(TicketFacts.Created);

    public static TheoryData<string, string> Headers =>
        new()
        {
            { "maktab", "X-Maktab-Signature" },
            { "tiketti", "X-Tiketti-Signature" },
            { "mokapen", "X-Mokapen-Signature" },
            { "inbenta", "X-Inbenta-Signature" },
        };

    [Theory]
    [MemberData(nameof(Headers))]
    public void The_new_secret_signs_the_header_and_the_old_one_a_second_header(string dialect, string header)
    {
        var composed = Compose(dialect, refusals: 0);
        Assert.Equal(HexSignature.Of(composed.Body, "new"), composed.Headers[header]);
        Assert.Equal(HexSignature.Of(composed.Body, "old"), composed.Headers[$"{header}-Previous"]);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void The_header_changes_secrets_with_every_refusal(string dialect, string header)
    {
        string[] signers = ["new", "old", "new", "old"];
        for (var refusals = 0; refusals < signers.Length; refusals++)
        {
            var composed = Compose(dialect, refusals);
            Assert.Equal(HexSignature.Of(composed.Body, signers[refusals]), composed.Headers[header]);
        }
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void With_one_secret_there_is_one_signature_whatever_was_refused(string dialect, string header)
    {
        var dispatch = new Dispatch(Dialect.SampleDelivery, 2, Happened.At, "new", null, Refusals: 1);
        var composed = Composed.Of(AllDialects.Catalogue.Find(dialect)!, Happened, dispatch);
        Assert.Equal(HexSignature.Of(composed.Body, "new"), composed.Headers[header]);
        Assert.DoesNotContain($"{header}-Previous", composed.Headers.Keys);
    }

    [Fact]
    public void Ticketing_has_one_signature_in_its_header_and_changes_secrets_too()
    {
        const string header = "X-Ticketing-Signature-256";
        string[] signers = ["new", "old", "new"];
        for (var refusals = 0; refusals < signers.Length; refusals++)
        {
            var composed = Compose("ticketing", refusals);
            Assert.Equal(SignedBy(signers[refusals], composed), composed.Headers[header]);
            Assert.Equal(SignedBy("old", composed), composed.Headers[$"{header}-Previous"]);
        }

        static string SignedBy(string secret, Composed composed)
        {
            var (id, time) = (composed.Headers["webhook-id"], composed.Headers["webhook-timestamp"]);
            var content = Encoding.UTF8.GetBytes($"{id}.{time}.{composed.Text}");
            return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));
        }
    }

    [Fact]
    public void Only_answers_that_refuse_the_signature_count_as_refusals()
    {
        var delivery = new DeliveryRecord
        {
            Id = Dialect.SampleDelivery,
            Organization = Happened.Organization,
            Subscription = Guid.NewGuid(),
            Event = EventReference.Of(Happened),
            EventName = "ticket.created",
            CreatedAt = Happened.At,
            Attempts = [.. new int?[] { 401, 503, null, 403, 404, 400 }.Select(Answered)],
        };
        Assert.Equal(2, delivery.Refusals);
    }

    private static Attempt Answered(int? status) => new(1, Happened.At, status, 10, null, EgressCategory.ClientError);

    private static Composed Compose(string dialect, int refusals) =>
        Composed.Of(
            AllDialects.Catalogue.Find(dialect)!,
            Happened,
            new Dispatch(Dialect.SampleDelivery, refusals + 1, Happened.At, "new", "old", refusals)
        );
}
