using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Idempotency;

public sealed class IdempotencyTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private readonly (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());

    [Fact]
    public async Task A_repeat_is_answered_as_the_first_time_and_creates_nothing()
    {
        var first = await hub.Admin.CreateTicket(Samples.Ticket(), key);
        await hub.Admin.UpdateTicket(first.Id, new { subject = "Changed since" });

        var repeat = await hub.Admin.CreateTicket(Samples.Ticket(), key);

        first.Expect(HttpStatusCode.Created);
        Assert.Equal((first.Status, first.Text, first.ETag), (repeat.Status, repeat.Text, repeat.ETag));
        Assert.Equal(first.Header("Location"), repeat.Header("Location"));
        Assert.Equal(first.Header("Content-Type"), repeat.Header("Content-Type"));
        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.Equal("true", repeat.Header("Idempotency-Replayed"));
        Assert.Single(await hub.Host.FactsOf(first.Id), fact => fact == TicketFacts.Created);
    }

    [Fact]
    public async Task Of_concurrent_submits_one_creates_and_the_others_wait_or_repeat()
    {
        var subject = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => hub.Admin.CreateTicket(Samples.Ticket(subject), key))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created && Replayed(answer) is null);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
        {
            answer.ExpectProblem(HttpStatusCode.Conflict, "idempotency_in_progress");
            Assert.Equal("1", answer.Header("Retry-After"));
        });
        Assert.Single((await hub.Admin.ListTickets($"q={subject}")).Items);
    }

    [Fact]
    public async Task The_spacing_of_the_body_does_not_matter()
    {
        await hub.Admin.CreateTicket("""{"subject":"A","description":"B","requester_email":"a@b.c"}""", key);

        var repeat = await hub.Admin.CreateTicket(
            """{ "description": "B", "subject": "A", "requester_email": "a@b.c" }""",
            key
        );

        Assert.Equal("true", Replayed(repeat));
    }

    [Theory]
    [InlineData(
        """{"subject":"A","description":"B","requester_email":"a@b.c","custom_fields":{"x":{"a":1.0,"b":[1,"\u00e9"]},"y":null}}"""
    )]
    [InlineData(
        """{"custom_fields":{"y":null,"x":{"b":[1e0,"é"],"a":1}},"requester_email":" a@b.c","description":"B","subject":"A"}"""
    )]
    public async Task The_order_of_members_and_the_spelling_of_values_do_not_matter_at_any_depth(string again)
    {
        await hub.Admin.CreateTicket(
            """{"subject":"A","description":"B","requester_email":"a@b.c","custom_fields":{"x":{"a":1,"b":[1,"é"]},"y":null}}""",
            key
        );

        var repeat = await hub.Admin.CreateTicket(again, key);

        Assert.Equal("true", Replayed(repeat.Expect(HttpStatusCode.Created)));
    }

    [Theory]
    [InlineData("""{"x":{"a":2,"b":[1,2]}}""")]
    [InlineData("""{"x":{"a":1,"b":[2,1]}}""")]
    [InlineData("""{"x":{"a":"1","b":[1,2]}}""")]
    [InlineData("""{"x":{"a":1,"b":[1,2],"c":null}}""")]
    [InlineData("""{"x":{"ab":[1,[2]]}}""")]
    public async Task Another_value_is_another_request(string fields)
    {
        const string Ticket = """{"subject":"A","description":"B","requester_email":"a@b.c","custom_fields":""";
        await hub.Admin.CreateTicket(Ticket + """{"x":{"a":1,"b":[1,2]}}}""", key);

        (await hub.Admin.CreateTicket(Ticket + fields + "}", key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency_key_reused"
        );
    }

    [Fact]
    public async Task The_key_with_another_request_is_refused()
    {
        var first = await hub.Admin.CreateTicket(Samples.Ticket(), key);

        var body = await hub.Admin.CreateTicket(Samples.Ticket("Another"), key);
        var path = await hub.Admin.AddReply(first.Id, new { body = "A" }, key);

        body.ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        path.ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task One_token_s_key_is_not_another_s()
    {
        var mine = await hub.Admin.CreateTicket(Samples.Ticket(), key);
        var theirs = await hub.Neighbour.CreateTicket(Samples.Ticket(), key);

        Assert.Null(Replayed(theirs.Expect(HttpStatusCode.Created)));
        Assert.NotEqual(mine.Data["uuid"]!.ToJsonString(), theirs.Data["uuid"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_to_the_corrected_one()
    {
        (await hub.Admin.CreateTicket("{}", key)).Expect(HttpStatusCode.UnprocessableEntity);

        var corrected = await hub.Admin.CreateTicket(Samples.Ticket(), key);

        Assert.Null(Replayed(corrected.Expect(HttpStatusCode.Created)));
    }

    [Fact]
    public async Task Replies_departments_and_tokens_are_repeated_too()
    {
        var id = await hub.Admin.NewTicket();
        (string, string) Key(string suffix) => (key.Item1, key.Item2 + suffix);

        for (var round = 0; round < 2; round++)
        {
            var reply = await hub.Admin.AddReply(id, new { body = "Once" }, Key("r"));
            var department = await hub.Admin.CreateDepartment(new { name = "Once" }, Key("d"));
            var token = await hub.Admin.CreateToken(new { name = "Once" }, Key("t"));
            foreach (var answer in new[] { reply, department, token })
                Assert.Equal(round == 0 ? null : "true", Replayed(answer.Expect(HttpStatusCode.Created)));
            (await hub.Host.As((string)token.Json["token"]!).ListTickets()).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(1, (int)(await hub.Admin.GetTicket(id)).Data["reply_count"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("too long")]
    public async Task A_key_that_is_none_is_400(string value)
    {
        var odd = value.Length == 0 ? value : new string('k', 256);

        (await hub.Admin.CreateTicket(Samples.Ticket(), ("Idempotency-Key", odd))).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency_key_invalid"
        );
    }

    private static string? Replayed(Answer answer) => answer.Header("Idempotency-Replayed");
}
