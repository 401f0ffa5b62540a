using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tests.Tickets;
using Hub.Domain.Tickets;

namespace Hub.Domain.Tests.Queries;

/// <summary>Tickets and conditions on them from few enough values that they meet.</summary>
internal static class RandomTickets
{
    private static readonly string[] Words = ["vpn", "VPN", "printer", "a", ""];

    private static readonly Gen<string> Word = Gen.Elements(Words);

    private static readonly Gen<long?> Id = Gen.Elements<long?>(null, 1, 2, 3);

    public static readonly Gen<Ticket> Ticket =
        from subject in Word
        from status in Gen.Elements(Enum.GetValues<TicketStatus>())
        from priority in Gen.Elements(Enum.GetValues<TicketPriority>())
        from department in Id
        from assignee in Id
        from tags in Gen.ListOf(Word)
        from minutes in Gen.Choose(0, 3)
        select Some.Ticket() with
        {
            Subject = subject,
            Status = status,
            Priority = priority,
            DepartmentId = department,
            AssigneeId = assignee,
            Tags = [.. tags],
            UpdatedAt = Some.Then.AddMinutes(minutes),
        };

    public static readonly Gen<Filter> Filter = Gen.Sized(size => Tree(Math.Min(size, 4)));

    private static readonly Gen<Filter> Leaf = Gen.OneOf(
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from word in Word
        select (Filter)new Filter.Compare("text", comparison, FieldValue.Folded(word)),
        from comparison in Gen.Elements(Comparison.Equal, Comparison.Less, Comparison.GreaterOrEqual)
        from field in Gen.Elements("department_id", "assignee_id", "priority")
        from number in Gen.Choose(0, 3)
        select (Filter)new Filter.Compare(field, comparison, FieldValue.Integer(number)),
        from status in Gen.Elements("open", "closed", "nonsense")
        select Domain.Queries.Filter.Equal("status", FieldValue.Text(status)),
        from minutes in Gen.Choose(0, 3)
        select Domain.Queries.Filter.AtLeast("updated_at", FieldValue.Instant(Some.Then.AddMinutes(minutes))),
        from ids in Gen.ListOf(Gen.Choose(1, 3))
        select (Filter)new Filter.In("department_id", [.. ids.Select(id => FieldValue.Integer(id))]),
        from field in Gen.Elements("department_id", "assignee_id")
        select (Filter)new Filter.Present(field),
        from word in Word
        select Domain.Queries.Filter.Has("tags", word)
    );

    private static Gen<Filter> Tree(int depth) =>
        depth == 0
            ? Leaf
            : Gen.OneOf(
                Leaf,
                from operand in Tree(depth - 1)
                select (Filter)new Filter.Not(operand),
                from operands in Gen.ListOf(Tree(depth - 1), 2)
                select (Filter)new Filter.And([.. operands]),
                from operands in Gen.ListOf(Tree(depth - 1), 2)
                select (Filter)new Filter.Or([.. operands])
            );
}
