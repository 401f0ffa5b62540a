using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Storage.Sqlite.Documents;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>Lists are read from their indexes, in order: what SQLite says of how it will do it.</summary>
public sealed class QueryPlans : IAsyncDisposable
{
    private static readonly Sort[] NewestFirst = [new("id", Descending: true)];

    private readonly SqliteEngine engine = SqliteEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData("status", "d_ticket_by_status_id")]
    [InlineData("assignee_id", "d_ticket_by_assignee_id_id")]
    [InlineData("department_id", "d_ticket_by_department_id_id")]
    [InlineData("requester_email", "d_ticket_by_requester_email_id")]
    public void Equality_and_the_newest_first_is_one_walk_of_an_index(string field, string index)
    {
        var filter = Filter.Equal(field, ValueFor(field));
        var first = new Query { Filter = filter, Sort = NewestFirst };

        Uses(index, Plan(first));
        Uses(index, Plan(first with { After = new Cursor([FieldValue.Integer(70)], "70") }));
        Uses(index, Plan(first with { Sort = [new("id")] }));
        Uses(
            index,
            Plan(first with { Filter = new Filter.And([filter, Filter.Contains("text", FieldValue.Folded("x"))]) })
        );
    }

    [Theory]
    [InlineData("id")]
    [InlineData("updated_at")]
    public void A_list_without_a_filter_is_a_walk_of_the_sort_fields_index(string field)
    {
        foreach (var descending in new[] { true, false })
            Uses($"d_ticket_by_{field}", Plan(new Query { Sort = [new(field, descending)] }));
        var since = Filter.AtLeast(field, ValueFor(field));
        Uses($"d_ticket_by_{field}", Plan(new Query { Filter = since, Sort = [new(field)] }));
    }

    [Fact]
    public void A_list_condition_is_looked_up_in_the_elements_index()
    {
        var plan = Plan(new Query { Filter = Filter.Has("tags", "urgent"), Sort = NewestFirst });
        Assert.Contains(plan, step => step.Contains("d_ticket__tags_value (organization=? AND f_value=?)"));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN"));
    }

    [Fact]
    public void A_prefix_is_a_range_of_an_index()
    {
        var prefix = new Filter.Compare("requester_email", Comparison.StartsWith, FieldValue.Folded("anna"));
        var plan = Plan(new Query { Filter = prefix });
        Assert.Contains(plan, step =>
            step.Contains(
                "d_ticket_by_requester_email_id (organization=? AND f_requester_email>? AND f_requester_email<?)"
            )
        );
    }

    [Fact]
    public void Documents_of_a_partition_are_found_by_their_key()
    {
        var plan = Plan(new Query { Partition = "17" });
        Uses("d_ticket_key", plan);
    }

    [Fact]
    public void A_partition_that_holds_everybody_is_no_way_to_find_somebody()
    {
        var named = Filter.Equal("user_name", FieldValue.Folded("anna"));
        var addressed = new Filter.Any(
            "emails",
            new Filter.And([
                Filter.Equal("type", FieldValue.Folded("work")),
                Filter.Equal("value", FieldValue.Folded("anna@example.org")),
            ])
        );
        const string ByName = "d_agent_unique_user_name (organization=? AND part=? AND f_user_name=?)";
        const string ByAddress = "COVERING INDEX d_agent__emails_value (organization=? AND f_value=? AND f_type=?)";
        const string ByRow = "INTEGER PRIMARY KEY (rowid=?)";

        Finds(Everybody(named), ByName);
        Finds(Everybody(new Filter.And([Filter.Equal("active", FieldValue.Flag(true)), named])), ByName);
        Finds(Everybody(named) with { Sort = [new("created")] }, ByName);
        Finds(Everybody(addressed), ByAddress, ByRow);
        Finds(Everybody(new Filter.Or([named, addressed])), ByName, ByAddress, ByRow);
        Finds(Everybody(Filter.Has("groups", "g")), "d_agent__groups_value (organization=? AND f_value=?)", ByRow);
        var ids = Enumerable.Range(0, 500).Select(number => FieldValue.Text($"{number}")).ToList();
        Finds(Everybody(new Filter.In("id", ids)), "d_agent_by_id (organization=? AND f_id=?)");
        Finds(Everybody(Filter.All) with { Sort = [new("created")] }, "d_agent_by_created (organization=?)");
        Finds(Everybody(Filter.All), "d_agent_key (organization=? AND part=?)");

        static Query Everybody(Filter filter) => new() { Partition = PeopleDocuments.Partition, Filter = filter };

        void Finds(Query query, params string[] lookups)
        {
            var plan = Plan(query, PeopleDocuments.Agent);
            var searches = plan.Where(step => step.StartsWith("SEARCH")).ToList();
            Assert.Equal(lookups.Length, searches.Count);
            foreach (var lookup in lookups)
                Assert.Contains(searches, search => search.EndsWith(lookup));
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN"));
        }
    }

    [Fact]
    public void Who_holds_a_unique_value_is_looked_up()
    {
        var table = engine.File.Tables.For(Conformance.SampleDocuments.Sample);
        var holders = table.Holders[table.Type.IndexOf("email")];
        var plan = engine.File.Readers.Read(connection => Steps(connection.Prepare($"EXPLAIN QUERY PLAN {holders}")));
        Assert.Equal(
            ["SEARCH d_sample USING INDEX d_sample_unique_email (organization=? AND part=? AND f_email=?)"],
            plan
        );
        var aliased = table.ElementHolders[table.Type.Arrays.ToList().FindIndex(one => one.Unique)];
        var lookups = engine.File.Readers.Read(connection =>
            Steps(connection.Prepare($"EXPLAIN QUERY PLAN {aliased}"))
        );
        Assert.Contains(lookups, step =>
            step.EndsWith("d_sample__aliases_value (organization=? AND f_value=?)", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(lookups, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private static FieldValue ValueFor(string field) =>
        TicketDocuments.Ticket.Field(field).Kind switch
        {
            FieldKind.Text => FieldValue.Text("open"),
            FieldKind.FoldedText => FieldValue.Folded("a@example.org"),
            FieldKind.Instant => FieldValue.Instant(DateTimeOffset.UnixEpoch),
            _ => FieldValue.Integer(7),
        };

    private static void Uses(string index, List<string> plan)
    {
        Assert.Contains($" USING INDEX {index} (", Assert.Single(plan));
        Assert.StartsWith("SEARCH", plan[0]);
    }

    private List<string> Plan(Query query, DocumentType? type = null)
    {
        var table = engine.File.Tables.For(type ?? TicketDocuments.Ticket);
        return engine.File.Readers.Read(connection =>
            Steps(DocumentQuery.Prepare(connection, table, Guid.NewGuid(), query, "EXPLAIN QUERY PLAN "))
        );
    }

    private static List<string> Steps(Hub.Storage.Sqlite.Engine.Statement plan)
    {
        var steps = new List<string>();
        while (plan.Step())
            steps.Add(plan.Text(3));
        plan.Rewind();
        return steps;
    }
}
