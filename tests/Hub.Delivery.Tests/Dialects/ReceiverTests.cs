using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The signatures against the code that the contracts tell receivers to write, run by Node.js.</summary>
public sealed class ReceiverTests
{
    private static readonly string[] Secrets =
    [
        Composed.Secret,
        "pässwörd 🔑",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ];

    private static readonly string[] StandardSecrets =
    [
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "whsk_" + Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(value => (byte)value)]),
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ];

    [Fact]
    public async Task Every_event_is_accepted_by_the_published_receivers()
    {
        var lines = AllDialects.Events.Select(
            (pair, index) =>
                Line(pair.Dialect, pair.Event, SecretsOf(pair.Dialect)[index % Secrets.Length], known: null)
        );
        Assert.All(await NodeReceivers.Answers("verify.mjs", [.. lines]), verdict => Assert.Equal("accepted", verdict));
    }

    [Fact]
    public async Task Bodies_with_any_text_in_them_are_accepted()
    {
        var lines =
            from happened in Any.Events.Sample(200)
            from dialect in AllDialects.Catalogue.All
            where dialect.DefinitionOf(happened) is not null
            let secret = SecretsOf(dialect)[0]
            select Line(dialect, Composed.Of(dialect, happened, Now(secret)), secret);
        Assert.All(await NodeReceivers.Answers("verify.mjs", [.. lines]), verdict => Assert.Equal("accepted", verdict));
    }

    [Fact]
    public async Task Another_secret_is_refused()
    {
        var lines = AllDialects.Events.Select(pair =>
            Line(pair.Dialect, pair.Event, SecretsOf(pair.Dialect)[0], known: SecretsOf(pair.Dialect)[2])
        );
        Assert.All(await NodeReceivers.Answers("verify.mjs", [.. lines]), verdict => Assert.Equal("refused", verdict));
    }

    [Fact]
    public async Task While_a_secret_is_rotated_receivers_of_either_accept()
    {
        var (first, second, third) = (StandardSecrets[0], StandardSecrets[1], StandardSecrets[2]);
        var dialect = AllDialects.Catalogue.Find("standard")!;
        var happened = dialect.Events[0].SampleEvent;
        var shared = Composed.Of(dialect, happened, Now(first) with { PreviousSecret = third });
        var mixed = Composed.Of(dialect, happened, Now(second) with { PreviousSecret = first });
        var verdicts = await NodeReceivers.Answers(
            "verify.mjs",
            [
                Line(dialect, shared, first),
                Line(dialect, shared, third),
                Line(dialect, mixed, second),
                Line(dialect, mixed, first),
                Line(dialect, mixed, third),
            ]
        );
        Assert.Equal(["accepted", "accepted", "accepted", "accepted", "refused"], verdicts);
    }

    private static string Line(Dialect dialect, EventDefinition one, string secret, string? known)
    {
        var happened = one.SampleEvent;
        return Line(dialect, Composed.Of(dialect, happened, Now(secret)), known ?? secret);
    }

    private static string[] SecretsOf(Dialect dialect) =>
        dialect.WhyNotSecret(Secrets[0]) is null ? Secrets : StandardSecrets;

    /// <summary>Receivers of Standard Webhooks refuse what is older than five minutes.</summary>
    private static Dispatch Now(string secret) => new(Dialect.SampleDelivery, 1, DateTimeOffset.UtcNow, secret, null);

    private static string Line(Dialect dialect, Composed composed, string secret)
    {
        // Node.js gives header names in lower case.
        var headers = composed.Headers.Select(header =>
            KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value)
        );
        return new JsonObject
        {
            ["dialect"] = dialect.Name,
            ["secret"] = secret,
            ["headers"] = new JsonObject(headers),
            ["body"] = Convert.ToBase64String(composed.Body),
        }.ToJsonString();
    }
}
