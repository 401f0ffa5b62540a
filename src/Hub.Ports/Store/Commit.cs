using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Ports.Store;

/// <summary>What must be true of a document for a change to it to be written.</summary>
public readonly record struct Expected
{
    private Expected(Kind what, DocumentVersion version)
    {
        What = what;
        Version = version;
    }

    public enum Kind
    {
        Absent,
        Version,
        Anything,
    }

    public Kind What { get; }

    public DocumentVersion Version { get; }

    /// <summary>There is none by that id yet.</summary>
    public static readonly Expected Absent = new(Kind.Absent, default);

    /// <summary>There may be one, of any version, or none.</summary>
    public static readonly Expected Anything = new(Kind.Anything, default);

    /// <summary>There is one and its version is this.</summary>
    public static Expected At(DocumentVersion version) => new(Kind.Version, version);
}

/// <summary>One document of a commit.</summary>
public abstract class Change(DocumentType type, string id, Expected expected)
{
    public DocumentType Type { get; } = type;

    public string Id { get; } = id;

    public Expected Expected { get; private set; } = expected;

    /// <summary>Bytes of blobs that come with the change, or go with it: they are stored for the organization too.</summary>
    public long BlobBytes { get; init; }

    /// <summary>A deletion has no body and no fields.</summary>
    public abstract bool IsDeletion { get; }

    public abstract void WriteBody(Utf8JsonWriter writer);

    public abstract DocumentFields ReadFields();

    /// <summary>The same change where something else must be true.</summary>
    public Change Under(Expected expected)
    {
        var copy = (Change)MemberwiseClone();
        copy.Expected = expected;
        return copy;
    }
}

/// <summary>Writes a document.</summary>
public sealed class Put<T>(DocumentType<T> type, string id, T value, Expected expected) : Change(type, id, expected)
    where T : class
{
    public T Value { get; } = value;

    public override bool IsDeletion => false;

    public override void WriteBody(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, Value, type.Json);

    public override DocumentFields ReadFields() => type.ReadAll(Value);
}

/// <summary>Removes a document.</summary>
public sealed class Delete(DocumentType type, string id, Expected expected) : Change(type, id, expected)
{
    public override bool IsDeletion => true;

    public override void WriteBody(Utf8JsonWriter writer) => throw new InvalidOperationException();

    public override DocumentFields ReadFields() => throw new InvalidOperationException();
}

/// <summary>One atomic step in one partition: changed documents, the events they cause, the timers they set.</summary>
public sealed record Commit(OrganizationId Organization, string Partition)
{
    public IReadOnlyList<Change> Changes { get; init; } = [];

    public IReadOnlyList<HubEvent> Events { get; init; } = [];

    /// <summary>Messages for the queue, each due at its time.</summary>
    public IReadOnlyList<QueueMessage> Timers { get; init; } = [];
}

/// <summary>How a commit ended.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>Everything is written and durable.</summary>
    /// <param name="Versions">The new versions, in the order of the changes; a deletion's is empty.</param>
    public sealed record Done(IReadOnlyList<DocumentVersion> Versions) : CommitResult;

    /// <summary>Nothing was written: a document is not at the expected version, or there is none.</summary>
    public sealed record Stale(string Type, string Id) : CommitResult;

    /// <summary>Nothing was written: a document that should be new is there already.</summary>
    public sealed record Exists(string Type, string Id) : CommitResult;

    /// <summary>Nothing was written: another document of the partition holds the unique value.</summary>
    /// <param name="Element">The one that is held, of a list.</param>
    public sealed record Taken(string Type, string Field, string? Element = null) : CommitResult;

    /// <summary>Nothing was written: the commit is larger than the store takes.</summary>
    public sealed record TooLarge(string Message) : CommitResult;
}
