namespace Hub.Delivery.Templates;

/// <summary>Events that one template is made for.</summary>
public enum Family
{
    Tickets,
    Replies,

    /// <summary>Service levels, and alerts of whatever sort.</summary>
    Sla,
    People,
    Incidents,
    Changes,
    Knowledge,
    Csat,
    OnCall,
    Assets,

    /// <summary>Whatever else: problems, time entries, business records, a test.</summary>
    Records,

    /// <summary>Several events in one message.</summary>
    Digest,
}
