using System.Text;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Microsoft.AspNetCore.Http;
using NSec.Cryptography;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The standard dialect against the package that receivers in .NET install, and its keys of both sorts.</summary>
public sealed class StandardWebhooksTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Older = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static readonly string Seed = "whsk_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);

    private static Dialect Standard => AllDialects.Catalogue.Find("standard")!;

    public static TheoryData<string> Dialects => ["standard", "cloudevents", "cloudevents-binary"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void The_package_accepts_what_is_sent_and_refuses_another_secret(string dialect)
    {
        var composed = Compose(dialect, Secret);
        Accept(Secret, composed);
        Assert.ThrowsAny<Exception>(() => Accept(Older, composed));
    }

    [Fact]
    public void While_a_secret_is_rotated_both_sign_and_change_places_with_every_refusal()
    {
        // The package looks at the first signature alone.
        var composed = Compose("standard", Secret, Older);
        Accept(Secret, composed);
        Assert.True(Verifies(composed, Secret) && Verifies(composed, Older));

        var again = Compose("standard", Secret, Older, refusals: 1);
        Accept(Older, again);
        Assert.True(Verifies(again, Secret) && Verifies(again, Older));
    }

    [Fact]
    public void A_private_key_signs_for_receivers_that_have_the_public_one()
    {
        var composed = Compose("standard", Seed);
        Assert.StartsWith("v1a,", composed.Headers["webhook-signature"], StringComparison.Ordinal);
        Assert.True(Verifies(composed, PublicOf(Seed)));
        Assert.True(Verifies(composed, Seed));
        Assert.False(Verifies(composed, PublicOf("whsk_" + Convert.ToBase64String(new byte[32]))));
        Assert.False(Verifies(composed with { Body = [.. composed.Body, (byte)' '] }, PublicOf(Seed)));
    }

    [Fact]
    public void From_a_shared_secret_to_a_private_key_both_sign()
    {
        var composed = Compose("standard", Seed, Secret);
        Assert.True(Verifies(composed, Secret));
        Assert.True(Verifies(composed, PublicOf(Seed)));
    }

    [Fact]
    public void The_id_is_the_deliverys_and_the_time_is_the_attempts()
    {
        var at = new DateTimeOffset(2026, 5, 24, 10, 30, 0, 400, TimeSpan.Zero);
        var dispatch = new Dispatch(Dialect.SampleDelivery, 3, at, Secret, null);
        var composed = Composed.Of(Standard, Kinds.SampleOf(TicketFacts.Created), dispatch);
        Assert.Equal($"msg_{Ulid.Text(Dialect.SampleDelivery)}", composed.Headers["webhook-id"]);
        Assert.Equal("1779618600", composed.Headers["webhook-timestamp"]);
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", false)]
    [InlineData("whsec_not base64!", false)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whpk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", false)]
    [InlineData("whsk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", true)]
    [InlineData("whsk_AQIDBA==", false)]
    public void Only_secrets_that_receivers_libraries_understand_are_taken(string secret, bool taken) =>
        Assert.Equal(taken, Standard.WhyNotSecret(secret) is null);

    [Fact]
    public void A_signature_that_is_none_verifies_under_no_secret()
    {
        var composed = Compose("standard", Secret);
        foreach (var signature in new[] { "", "v1,", "v1a,AAAA", "v2,x", "v1a" })
        {
            var headers = composed.Headers.ToDictionary(header => header.Key, header => header.Value);
            headers["webhook-signature"] = signature;
            Assert.False(Verifies(composed with { Headers = headers }, Secret));
            Assert.False(Verifies(composed with { Headers = headers }, PublicOf(Seed)));
        }
    }

    [Fact]
    public void Every_fact_of_every_kind_is_told_under_its_own_name()
    {
        var facts = Kinds.All.SelectMany(kind => kind.Facts).ToList();
        foreach (var name in Dialects.Select(row => row.Data))
        {
            var dialect = AllDialects.Catalogue.Find(name)!;
            Assert.Equal(facts.Select(fact => $"{fact.Kind}.{fact.Action}"), dialect.Events.Select(one => one.Name));
        }
    }

    private static Composed Compose(string dialect, string secret, string? previous = null, int refusals = 0) =>
        Composed.Of(
            AllDialects.Catalogue.Find(dialect)!,
            Kinds.SampleOf(TicketFacts.Updated),
            new Dispatch(Dialect.SampleDelivery, 1, DateTimeOffset.UtcNow, secret, previous, refusals)
        );

    private static bool Verifies(Composed composed, string secret) =>
        Standard.Verify(new Received(composed.Headers.GetValueOrDefault, composed.Body), secret);

    /// <summary>Throws where the package refuses.</summary>
    private static void Accept(string secret, Composed composed) =>
        new global::StandardWebhooks.StandardWebhook(secret).Verify(
            Encoding.UTF8.GetString(composed.Body),
            new HeaderDictionary
            {
                ["webhook-id"] = composed.Headers["webhook-id"],
                ["webhook-timestamp"] = composed.Headers["webhook-timestamp"],
                ["webhook-signature"] = composed.Headers["webhook-signature"],
            }
        );

    private static string PublicOf(string secret)
    {
        var seed = Convert.FromBase64String(secret["whsk_".Length..]);
        using var key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        return "whpk_" + Convert.ToBase64String(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }
}
