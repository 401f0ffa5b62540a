using Hub.Demo;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Demo;

/// <summary>Which organization the demo fills, how often, and how work goes on in it.</summary>
public sealed class DemoRunsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_makes_the_first_organization_refuses_one_with_tickets_and_lets_work_go_on()
    {
        await using var folder = ImportedFolder.New();

        Assert.Equal(0, (await folder.Run("demo")).Code);
        var refused = await folder.Run("demo");
        var live = await folder.Run("demo", "--live", "--pace", "0", "--steps", "40", "--urls=http://127.0.0.1:0");

        Assert.Equal(1, refused.Code);
        Assert.Contains("--force", refused.Error);
        Assert.True(live.Code == 0, live.Output + live.Error);
        Assert.Equal(41, live.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await using var hub = await folder.Hub();
        var organization = await hub.OrganizationOf(hub.Admin);
        var told = new List<string>();
        var log = hub.App.Services.GetRequiredService<IEventLog>();
        await foreach (var happened in log.Since(organization, DateTimeOffset.UnixEpoch, default))
            told.Add($"{happened.Fact}");
        foreach (var fact in new[] { "ticket_created", "ticket_assigned", "ticket_updated", "reply_added" })
            Assert.Contains(fact, told);
    }

    [Fact]
    public async Task Another_month_is_added_where_that_is_asked_for()
    {
        await using var folder = await ImportedFolder.Start();
        await using (var hub = await folder.Hub())
            await hub.Admin.NewTicket();

        var refused = await folder.Run("demo");
        var first = await folder.Run("demo", "--force");
        var second = await folder.Run("demo", "--force", "--seed", "2");

        Assert.Equal(1, refused.Code);
        Assert.True(first.Code == 0, first.Error);
        Assert.True(second.Code == 0, second.Error);
        await using var after = await folder.Hub();
        Assert.True((int)(await after.Admin.ListTickets()).Json["meta"]!["total"]! > 700);
        Assert.Equal(
            DemoPeople.Contacts.Count,
            (int)(await after.Admin.Get("/api/v1/contacts?is_active=true")).Json["meta"]!["total"]! - 1
        );
    }

    [Theory]
    [InlineData("--pace", "-1")]
    [InlineData("--steps", "-1")]
    [InlineData("--seed", "some")]
    public async Task What_makes_no_sense_is_refused(string option, string value)
    {
        await using var folder = ImportedFolder.New();

        Assert.Equal(1, (await folder.Run("demo", option, value)).Code);
    }

    [Fact]
    public void The_same_seed_is_the_same_month()
    {
        Assert.Equal(Told(DemoPlan.Of(3, Now)), Told(DemoPlan.Of(3, Now)));
        Assert.NotEqual(Told(DemoPlan.Of(3, Now)), Told(DemoPlan.Of(4, Now)));
    }

    [Fact]
    public void Nothing_happens_before_what_it_follows_nor_after_now_nor_outside_of_working_hours()
    {
        for (var seed = 0; seed < 20; seed++)
            foreach (var ticket in DemoPlan.Of(seed, Now).Tickets)
            {
                var steps = ticket.Steps.Select(step => step.At).Prepend(ticket.At).ToList();
                Assert.Equal(steps.Order(), steps);
                Assert.True(steps[^1] <= Now);
                Assert.All(
                    ticket.Steps.Where(step => step.Deed is DemoDeed.Answer or DemoDeed.Assign or DemoDeed.Note),
                    step => Assert.True(WorkingWeek.IsWorkday(WorkingWeek.DayOf(step.At)))
                );
            }
    }

    [Fact]
    public void Contacts_have_addresses_of_their_own_that_nobody_can_have()
    {
        Assert.Equal(
            DemoPeople.Contacts.Count,
            DemoPeople.Contacts.Select(one => one.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        );
        Assert.All(DemoPeople.Contacts, one => Assert.EndsWith(".example", one.Email));
        Assert.All(DemoPeople.Contacts, one => Assert.True(one.Email.All(char.IsAscii)));
    }

    private static IEnumerable<string> Told(DemoPlan plan) =>
        plan.Tickets.Select(one =>
            $"{one.At:O} {one.Subject} {one.Requester.Email} {one.Agent.Name} {string.Join(',', one.Steps.Select(step => $"{step}"))}"
        );
}
