namespace Hub.Audit;

/// <summary>A route that only reads, and that the audit log tells of all the same.</summary>
internal sealed record AuditedRead;
