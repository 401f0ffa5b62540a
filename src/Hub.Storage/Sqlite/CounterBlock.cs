using Hub.Domain.Organizations;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite;

/// <summary>Hands back the rest of the last block that was taken out of a counter's row.</summary>
internal sealed class CounterRest(OrganizationId organization, string name, NumbersLeft left) : WriteWork<bool>
{
    protected override bool Write(Connection connection)
    {
        connection
            .Prepare("UPDATE counters SET next=? WHERE organization=? AND name=? AND next=?")
            .Bind(left.First)
            .Bind(organization.Value)
            .Bind(name)
            .Bind(left.End)
            .Run();
        return connection.Changes > 0;
    }
}

/// <summary>Takes a block of numbers out of a counter's row.</summary>
internal sealed class CounterBlock(OrganizationId organization, string name, int size) : WriteWork<long>
{
    protected override long Write(Connection connection)
    {
        var take = connection
            .Prepare(
                """
                INSERT INTO counters (organization, name, next) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET next = next + ? RETURNING next
                """
            )
            .Bind(organization.Value)
            .Bind(name)
            .Bind(1L + size)
            .Bind((long)size);
        take.Step();
        var next = take.Long(0);
        take.Rewind();
        return next - size;
    }
}
