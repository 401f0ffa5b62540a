using System.Text;
using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Delivery.SettingAside;
using Hub.Delivery.Telemetry;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Deliveries as rows. Ids start with the event's time, so a subscription's newest are its last rows.</summary>
internal static class DeliveryRows
{
    public const string Columns =
        "subscription, id, organization, event, event_partition, event_name, created, status, next_attempt, reason, round, attempts";

    public static bool WantsAttempt(DeliveryRecord delivery) =>
        delivery.Status is DeliveryStatus.Pending or DeliveryStatus.Retrying;

    /// <summary>False when the delivery is on record already.</summary>
    public static bool Insert(Connection connection, DeliveryRecord delivery)
    {
        connection
            .Prepare(
                $"INSERT INTO deliveries ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
            )
            .Bind(delivery.Subscription)
            .Bind(delivery.Id)
            .Bind(delivery.Organization.Value)
            .Bind(delivery.Event.Id)
            .Bind(delivery.Event.Partition)
            .Bind(delivery.EventName)
            .Bind(FieldValue.Microseconds(delivery.CreatedAt))
            .BindProgress(delivery)
            .Run();
        return connection.Changes > 0;
    }

    public static void Update(Connection connection, DeliveryRecord delivery) =>
        connection
            .Prepare(
                "UPDATE deliveries SET status=?, next_attempt=?, reason=?, round=?, attempts=? WHERE subscription=? AND id=?"
            )
            .BindProgress(delivery)
            .Bind(delivery.Subscription)
            .Bind(delivery.Id)
            .Run();

    public static DeliveryRecord? Get(Connection connection, OrganizationId organization, Guid subscription, Guid id) =>
        Get(connection, subscription, id) is { } found && found.Organization == organization ? found : null;

    /// <summary>Whoever's it is.</summary>
    public static DeliveryRecord? Get(Connection connection, Guid subscription, Guid id)
    {
        var statement = connection
            .Prepare($"SELECT {Columns} FROM deliveries WHERE subscription=? AND id=?")
            .Bind(subscription)
            .Bind(id);
        var found = statement.Step() ? Read(statement) : null;
        statement.Rewind();
        return found;
    }

    public static DeliveryPage List(
        Connection connection,
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query
    )
    {
        var where = new StringBuilder("subscription=? AND organization=?");
        where
            .Append(query.Status is null ? "" : " AND status=?")
            .Append(query.Event is null ? "" : " AND event_name=?")
            .Append(query.Partition is null ? "" : " AND event_partition=?");
        where.Append(query.From is null ? "" : " AND created>=?").Append(query.To is null ? "" : " AND created<?");
        var total = 0L;
        if (query.Count)
        {
            var counting = Bind(connection.Prepare($"SELECT count(*) FROM deliveries WHERE {where}"));
            counting.Step();
            total = counting.Long(0);
            counting.Rewind();
        }

        var statement = Bind(
                connection.Prepare($"SELECT {Columns} FROM deliveries WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?")
            )
            .Bind((long)query.Limit)
            .Bind((long)query.Offset);
        var found = new List<DeliveryRecord>();
        while (statement.Step())
            found.Add(Read(statement));
        statement.Rewind();
        return new DeliveryPage(found, total);

        Statement Bind(Statement target)
        {
            target.Bind(subscription).Bind(organization.Value);
            if (query.Status is { } status)
                target.Bind((long)status);
            if (query.Event is { } name)
                target.Bind(name);
            if (query.Partition is { } partition)
                target.Bind(partition);
            if (query.From is { } from)
                target.Bind(FieldValue.Microseconds(from));
            if (query.To is { } to)
                target.Bind(FieldValue.Microseconds(to));
            return target;
        }
    }

    public static int DeleteBefore(Connection connection, DateTimeOffset before, int most)
    {
        var oldest = EventTime.FirstIdAt(before);
        var (removed, subscription) = (0, NextSubscription(connection, default));
        for (; subscription is { } current && removed < most; subscription = NextSubscription(connection, current))
        {
            connection
                .Prepare(
                    """
                    DELETE FROM deliveries WHERE subscription=?1 AND id IN (
                        SELECT id FROM deliveries WHERE subscription=?1 AND id < ?2 AND created < ?3 AND status NOT IN (?5, ?6) LIMIT ?4)
                    """
                )
                .Bind(current)
                .Bind(oldest)
                .Bind(FieldValue.Microseconds(before))
                .Bind((long)(most - removed))
                .Bind((long)DeliveryStatus.Pending)
                .Bind((long)DeliveryStatus.Retrying)
                .Run();
            removed += connection.Changes;
        }
        return removed;
    }

    private static Guid? NextSubscription(Connection connection, Guid after)
    {
        var statement = connection
            .Prepare("SELECT min(subscription) FROM deliveries WHERE subscription > ?")
            .Bind(after);
        Guid? next = statement.Step() && !statement.IsNull(0) ? statement.Guid(0) : null;
        statement.Rewind();
        return next;
    }

    private static Statement BindProgress(this Statement statement, DeliveryRecord delivery)
    {
        statement
            .Bind((long)delivery.Status)
            .Bind(delivery.NextAttemptAt is { } next ? FieldValue.Microseconds(next) : null)
            .Bind(delivery.Reason)
            .Bind((long)delivery.Round);
        return delivery.Attempts.Count == 0
            ? statement.BindNull()
            : statement.Bind(
                JsonSerializer.SerializeToUtf8Bytes(delivery.Attempts, DeliveryJson.Default.IReadOnlyListAttempt)
            );
    }

    public static DeliveryRecord Read(Statement row)
    {
        var organization = new OrganizationId(row.Guid(2));
        return new()
        {
            Subscription = row.Guid(0),
            Id = row.Guid(1),
            Organization = organization,
            Event = new EventReference(organization, row.Text(4), row.Guid(3)),
            EventName = row.Text(5),
            CreatedAt = FieldValue.FromMicroseconds(row.Long(6)),
            Status = (DeliveryStatus)row.Long(7),
            NextAttemptAt = row.LongOrNull(8) is { } next ? FieldValue.FromMicroseconds(next) : null,
            Reason = row.TextOrNull(9),
            Round = (int)row.Long(10),
            Attempts = row.IsNull(11) ? [] : ReadAttempts(row.Blob(11)),
        };
    }

    /// <summary>A log whose attempts nobody can read still says what was delivered, and lets the hub start.</summary>
    private static IReadOnlyList<Attempt> ReadAttempts(ReadOnlySpan<byte> attempts)
    {
        try
        {
            return JsonSerializer.Deserialize(attempts, DeliveryJson.Default.IReadOnlyListAttempt)!;
        }
        catch (JsonException)
        {
            HubMetrics.SetAside(SetAsideSorts.Delivery);
            return [];
        }
    }
}
