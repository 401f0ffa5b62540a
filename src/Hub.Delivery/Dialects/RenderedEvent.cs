using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

/// <summary>An event's body in one dialect, rendered once; each delivery's own differs by its id, where the dialect says it.</summary>
public sealed class RenderedEvent
{
    private readonly byte[] body;
    private readonly DeliveryIds ids;
    private readonly int gap;

    internal RenderedEvent(string name, HubEvent happened, ReadOnlySpan<byte> body, Dialect dialect)
    {
        Name = name;
        Id = happened.Id;
        Organization = happened.Organization;
        Timestamp = WireTime.Text(happened.At, dialect.Times);
        this.body = body.ToArray();
        ids = dialect.Ids;
        gap = ids.Find(body);
    }

    public string Name { get; }

    /// <summary>The event's own id.</summary>
    public Guid Id { get; }

    /// <summary>In which it happened.</summary>
    public OrganizationId Organization { get; }

    /// <summary>When it happened, as the dialect writes times.</summary>
    public string Timestamp { get; }

    /// <param name="id">Of the delivery, or of what else the dialect's bodies name.</param>
    internal byte[] BodyFor(Guid id)
    {
        if (gap < 0)
            return body;
        var own = (byte[])body.Clone();
        ids.Fill(own, gap, id);
        return own;
    }
}
