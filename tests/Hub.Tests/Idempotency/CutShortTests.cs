using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Tests.Hosting;

namespace Hub.Tests.Idempotency;

/// <summary>A request dies between two of its steps; its repeat finds what is there.</summary>
public sealed class CutShortTests(HubWithFakeClock hub) : IClassFixture<HubWithFakeClock>
{
    private readonly string key = Guid.NewGuid().ToString();

    private (string, string) Header => ("Idempotency-Key", key);

    [Fact]
    public async Task Cut_short_after_creating_the_repeat_answers_with_what_was_created()
    {
        var first = await hub.Admin.CreateTicket(Samples.Ticket(), Header);
        await ForgetAnswer();

        var early = await hub.Admin.CreateTicket(Samples.Ticket(), Header);
        hub.Clock.Advance(TimeSpan.FromSeconds(61));
        var repeat = await hub.Admin.CreateTicket(Samples.Ticket(), Header);
        var again = await hub.Admin.CreateTicket(Samples.Ticket(), Header);

        early.ExpectProblem(HttpStatusCode.Conflict, "idempotency_in_progress");
        Assert.Equal(first.Text, repeat.Expect(HttpStatusCode.Created).Text);
        Assert.Equal((repeat.Text, "true"), (again.Text, again.Header("Idempotency-Replayed")));
        Assert.Single(await hub.Host.FactsOf(first.Id), fact => fact == TicketFacts.Created);
    }

    [Fact]
    public async Task Cut_short_before_creating_the_repeat_creates_with_the_reserved_id()
    {
        var first = await hub.Admin.CreateTicket(Samples.Ticket(), Header);
        await ForgetAnswer();
        await hub.Admin.DeleteTicket(first.Id);
        hub.Clock.Advance(TimeSpan.FromSeconds(61));

        var repeat = await hub.Admin.CreateTicket(Samples.Ticket(), Header);

        Assert.Equal(first.Id, repeat.Expect(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task A_reply_that_was_added_is_found_though_the_ticket_is_closed_by_now()
    {
        var id = await hub.Admin.NewTicket();
        var first = await hub.Admin.AddReply(id, new { body = "Once" }, Header);
        await ForgetAnswer();
        await hub.Admin.UpdateTicket(id, new { status = "closed" });
        hub.Clock.Advance(TimeSpan.FromSeconds(61));

        var repeat = await hub.Admin.AddReply(id, new { body = "Once" }, Header);

        Assert.Equal(first.Text, repeat.Expect(HttpStatusCode.Created).Text);
        Assert.Equal(1, (int)(await hub.Admin.GetTicket(id)).Data["reply_count"]!);
    }

    [Fact]
    public async Task A_department_and_a_token_are_not_made_twice()
    {
        var department = await hub.Admin.CreateDepartment(new { name = "Once" }, Header);
        await ForgetAnswer();
        hub.Clock.Advance(TimeSpan.FromSeconds(61));
        var sameDepartment = await hub.Admin.CreateDepartment(new { name = "Once" }, Header);

        Assert.Equal(department.Text, sameDepartment.Expect(HttpStatusCode.Created).Text);
    }

    [Fact]
    public async Task A_token_nobody_saw_gets_a_new_secret()
    {
        var first = await hub.Admin.CreateToken(new { name = "Once" }, Header);
        await ForgetAnswer();
        hub.Clock.Advance(TimeSpan.FromSeconds(61));

        var repeat = await hub.Admin.CreateToken(new { name = "Once" }, Header);

        Assert.Equal(first.Id, repeat.Expect(HttpStatusCode.Created).Id);
        (await hub.Host.As((string)repeat.Json["token"]!).ListTickets()).Expect(HttpStatusCode.OK);
        (await hub.Host.As((string)first.Json["token"]!).ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_purged_after()
    {
        var first = await hub.Admin.CreateTicket(Samples.Ticket(), Header);

        hub.Clock.Advance(TimeSpan.FromHours(23));
        var repeat = await hub.Admin.CreateTicket(Samples.Ticket(), Header);
        var purged = await Wait.For(
            () =>
            {
                hub.Clock.Advance(TimeSpan.FromHours(1));
                return Record();
            },
            record => record is null
        );
        var anew = await hub.Admin.CreateTicket(Samples.Ticket(), Header);

        Assert.Equal(first.Id, repeat.Id);
        Assert.Null(purged);
        Assert.NotEqual(first.Id, anew.Id);
    }

    [Fact]
    public async Task What_is_kept_is_encrypted()
    {
        var token = await hub.Admin.CreateToken(new { name = "Hidden" }, Header);

        var record = await Record();

        var secret = ((string)token.Json["token"]!).Split('|')[1];
        var kept = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(record!.Answer!));
        Assert.DoesNotContain(secret, kept);
    }

    private string Partition => IdempotencyRecord.PartitionOf("1", key);

    private async Task<IdempotencyRecord?> Record() =>
        (
            await hub.Host.Store.Get(
                IdempotencyRecord.Document,
                OrganizationId.Hub,
                Partition,
                IdempotencyRecord.DocumentId,
                default
            )
        )?.Value;

    /// <summary>As if the process had died before the answer was kept.</summary>
    private async Task ForgetAnswer()
    {
        var record = (await Record())! with { Answer = null };
        await hub.Host.Store.Commit(
            new Commit(OrganizationId.Hub, Partition)
            {
                Changes =
                [
                    new Put<IdempotencyRecord>(
                        IdempotencyRecord.Document,
                        IdempotencyRecord.DocumentId,
                        record,
                        Expected.Anything
                    ),
                ],
            },
            default
        );
    }
}
