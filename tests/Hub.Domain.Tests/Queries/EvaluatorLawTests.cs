using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Queries;

/// <summary>What holds of conditions whatever the ticket: engines rewrite by these laws.</summary>
public sealed class EvaluatorLawTests
{
    [Fact]
    public void A_condition_and_its_negation_never_agree() =>
        Check((one, _, matches) => matches(one) != matches(new Filter.Not(one)));

    [Fact]
    public void Not_not_is_nothing() =>
        Check((one, _, matches) => matches(one) == matches(new Filter.Not(new Filter.Not(one))));

    [Fact]
    public void De_Morgan_holds_for_and() =>
        Check(
            (one, other, matches) =>
                matches(new Filter.Not(new Filter.And([one, other])))
                == matches(new Filter.Or([new Filter.Not(one), new Filter.Not(other)]))
        );

    [Fact]
    public void De_Morgan_holds_for_or() =>
        Check(
            (one, other, matches) =>
                matches(new Filter.Not(new Filter.Or([one, other])))
                == matches(new Filter.And([new Filter.Not(one), new Filter.Not(other)]))
        );

    [Fact]
    public void Order_does_not_matter() =>
        Check(
            (one, other, matches) =>
                matches(new Filter.And([one, other])) == matches(new Filter.And([other, one]))
                && matches(new Filter.Or([one, other])) == matches(new Filter.Or([other, one]))
        );

    [Fact]
    public void Everything_and_nothing_are_neutral() =>
        Check(
            (one, _, matches) =>
                matches(new Filter.And([one, Filter.All])) == matches(one)
                && matches(new Filter.Or([one, Filter.None])) == matches(one)
        );

    private static void Check(Func<Filter, Filter, Func<Filter, bool>, bool> law)
    {
        var cases =
            from ticket in RandomTickets.Ticket
            from one in RandomTickets.Filter
            from other in RandomTickets.Filter
            select (ticket, one, other);

        Prop.ForAll(cases.ToArbitrary(), all =>
                law(all.one, all.other, filter => Evaluator.Matches(TicketDocuments.Ticket, all.ticket, filter))
            )
            .QuickCheckThrowOnFailure();
    }
}
