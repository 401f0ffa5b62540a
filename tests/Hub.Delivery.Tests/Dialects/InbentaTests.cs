using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Domain.Classifications;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>Inbenta's six members, and its challenge.</summary>
public sealed class InbentaTests
{
    private static readonly string[] Published =
    [
        "alert.add",
        "ticket.add",
        "ticket.update",
        "reply.add",
        "media.add",
        "classification.add",
        "classification.remove",
        "queue.add",
        "queue.update",
    ];

    [Fact]
    public void It_has_the_events_of_the_annex_and_an_item_without_any()
    {
        Assert.Equal(Published, AllDialects.Inbenta.Events.Select(one => one.Name));
        Assert.True(AllDialects.Inbenta.Knows("user"));
        Assert.Null(AllDialects.Inbenta.Find("user"));
        Assert.False(AllDialects.Inbenta.Knows("robot"));
    }

    [Fact]
    public void A_body_is_a_list_of_six_members()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1524149939);
        var happened = Kinds.SampleOf(Classification.Kind.Lifecycle!.Created) with
        {
            At = at,
            Actor = new Actor("token", "17", "The desk's") { AgentId = 123 },
        };
        Assert.Equal(
            """[{"id":21,"item":"classification","action":"add","timestamp":1524149939,"actor":123,"parent":5}]""",
            Composed.Of(AllDialects.Inbenta, happened).Text
        );
    }

    [Fact]
    public void What_belongs_to_nothing_has_a_parent_that_is_null()
    {
        var happened = Kinds.SampleOf(TicketFacts.Created);
        var alone = TicketKinds.Ticket.Of(happened.About<Ticket>()! with { ParentId = null });
        Assert.EndsWith(
            ""","parent":null}]""",
            Composed.Of(AllDialects.Inbenta, happened with { Subject = alone }).Text
        );
    }

    [Theory]
    [InlineData("agent", "12", null, 12)]
    [InlineData("token", "17", 12L, 12)]
    [InlineData("token", "17", null, 0)]
    [InlineData("contact", "11111111-2222-3333-4444-555555555555", null, 0)]
    [InlineData("rule", "3", null, 0)]
    [InlineData("system", "0", null, 0)]
    public void The_actor_is_a_user_or_nobody(string kind, string id, long? agent, long shown)
    {
        var actor = new Actor(kind, id, "Somebody") { AgentId = agent };
        var composed = Composed.Of(AllDialects.Inbenta, Kinds.SampleOf(TicketFacts.Updated) with { Actor = actor });
        Assert.Equal(shown, composed.Event.GetProperty("actor").GetInt64());
    }

    [Fact]
    public void The_challenge_is_an_empty_GET_with_two_headers()
    {
        var asked = new ChallengeAsked(new Uri("https://some.example/endpoint"), "SomeRandomString", "n0nce");
        using var request = AllDialects.Inbenta.Challenge!.Request(asked);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Equal(asked.Target, request.RequestUri);
        Assert.Null(request.Content);
        Assert.Equal(
            [("X-Hook-Signature", "SomeRandomString"), ("X-Inbenta-Challenge", "n0nce")],
            request.Headers.Select(header => (header.Key, Assert.Single(header.Value)))
        );
    }

    [Theory]
    [InlineData(200, "n0nce", true)]
    [InlineData(200, "n0nce!", false)]
    [InlineData(200, "", false)]
    [InlineData(201, "n0nce", false)]
    [InlineData(302, "n0nce", false)]
    public void The_proof_is_200_and_the_very_text(int status, string body, bool isProof)
    {
        var asked = new ChallengeAsked(new Uri("https://some.example/endpoint"), "SomeRandomString", "n0nce");
        var result = new EgressResult(EgressCategory.Acknowledged, status, TimeSpan.Zero, body);
        Assert.Equal(isProof, AllDialects.Inbenta.Challenge!.Answers(asked, result));
    }

    [Theory]
    [InlineData("SomeRandomString", true)]
    [InlineData("two words", false)]
    [InlineData("line\nbreak", false)]
    [InlineData("pässword", false)]
    public void A_secret_fits_into_a_header(string secret, bool fits) =>
        Assert.Equal(fits, AllDialects.Inbenta.WhyNotSecret(secret) is null);

    [Fact]
    public void A_new_secret_of_the_hubs_own_is_one_that_fits() =>
        Assert.Null(AllDialects.Inbenta.WhyNotSecret(Secrets.SecretKeeper.NewSecret()));
}
