using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Hub.Delivery.Tests.Subscriptions;

public sealed class ListenersTests
{
    private static readonly OrganizationId Acme = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SecretKeeper Secrets = new(new EphemeralDataProtectionProvider());

    /// <summary>Its addresses are in clear.</summary>
    private static readonly ReceiverKeeper Receivers = new(new EphemeralDataProtectionProvider(), hashes: null!);
    private static readonly Dialect Tiketti = new DialectCatalogue().Find("tiketti")!;

    [Fact]
    public void Whoever_wants_an_event_is_found_once_and_nobody_is_missed() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases().ToArbitrary(), one =>
            {
                var everybody = one.Filters.Select(Live).ToList();
                var wanting = everybody.Where(live => live.NameOf(one.Happened) is not null).ToList();
                var found = new Listeners(everybody)
                    .To(one.Happened)
                    .Where(live => live.NameOf(one.Happened) is not null)
                    .ToList();
                return found.Count == wanting.Count && found.ToHashSet().SetEquals(wanting);
            }));

    [Fact]
    public void Those_who_narrow_to_something_else_are_not_even_looked_at()
    {
        var others = Enumerable
            .Range(10, 500)
            .SelectMany(id =>
                (SubscriptionFilter[])
                    [
                        new() { TicketIds = [id] },
                        new() { DepartmentIds = [id] },
                        new() { AssigneeIds = [id] },
                        new() { Priorities = [TicketPriority.High] },
                        new() { Tags = [$"tag-{id}"] },
                    ]
            )
            .Select(Live);

        Assert.Empty(new Listeners(others).To(Happened(new Values(3, 4, TicketPriority.Low, ["vpn"]))));
    }

    private static Gen<(List<SubscriptionFilter> Filters, HubEvent Happened)> Cases() =>
        from filters in Filters().ListOf()
        from values in Tickets()
        from hasTicket in Gen.Elements(true, true, true, false)
        select (filters.ToList(), hasTicket ? Happened(values) : Happened(values) with { Subject = null });

    private static Gen<SubscriptionFilter> Filters() =>
        from tickets in Gen.Choose(1, 2).ListOf().Select(some => some.Take(2))
        from departments in Gen.Choose(1, 4).ListOf().Select(some => some.Take(3))
        from assignees in Gen.Choose(1, 3).ListOf().Select(some => some.Take(2))
        from priorities in Gen.Elements(Enum.GetValues<TicketPriority>()).ListOf().Select(some => some.Take(2))
        from tags in Tags()
        select new SubscriptionFilter
        {
            TicketIds = [.. tickets.Select(id => (long)id)],
            DepartmentIds = [.. departments.Select(id => (long)id)],
            AssigneeIds = [.. assignees.Select(id => (long)id)],
            Priorities = [.. priorities],
            Tags = tags,
        };

    private static Gen<string[]> Tags() =>
        Gen.Elements("vpn", "VPN", "berlin").ListOf().Select(some => some.Take(2).Distinct().ToArray());

    private static Gen<Values> Tickets() =>
        from department in Gen.Choose(0, 4)
        from assignee in Gen.Choose(0, 3)
        from priority in Gen.Elements(Enum.GetValues<TicketPriority>())
        from tags in Tags()
        select new Values(department == 0 ? null : department, assignee == 0 ? null : assignee, priority, tags);

    private static LiveSubscription Live(SubscriptionFilter filter) =>
        new(
            new Subscription
            {
                Id = Guid.NewGuid(),
                Organization = Acme,
                ProtectedUrl = "https://example.com/hook",
                Dialect = "tiketti",
                Events = ["*"],
                Filter = filter,
                ProtectedSecret = Secrets.Protect("secret"),
                CreatedAt = Now,
                UpdatedAt = Now,
            },
            Tiketti,
            Secrets,
            Receivers
        );

    private static HubEvent Happened(Values values) =>
        HubEvent.Of(TicketFacts.Created, Acme, "ticket-1", Actor.System, Now) with
        {
            Subject = TicketKinds.Ticket.Of(
                new Ticket
                {
                    Id = 1,
                    Uuid = Guid.Empty,
                    Organization = Acme,
                    Code = "ACME-1",
                    Subject = "A",
                    Description = "B",
                    Status = TicketStatus.Open,
                    Priority = values.Priority,
                    Tags = values.Tags,
                    Channel = TicketChannel.Api,
                    Requester = new Requester(Guid.Empty, "user@company.com", null),
                    DepartmentId = values.Department,
                    AssigneeId = values.Assignee,
                    CreatedAt = Now,
                    UpdatedAt = Now,
                }
            ),
        };

    private sealed record Values(long? Department, long? Assignee, TicketPriority Priority, string[] Tags);
}
