using System.Text.Json;
using Hub.Domain.Audit;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Ports.Store;

namespace Hub.Audit;

/// <summary>Documents whose changes the audit log tells of.</summary>
internal abstract class AuditedKind(DocumentType document)
{
    public DocumentType Document { get; } = document;

    /// <summary>What the change does, given what is stored before it.</summary>
    public abstract ValueTask<AuditedAct> Look(
        IStore store,
        Commit commit,
        Change change,
        CancellationToken cancellation
    );

    /// <summary>What is written; nothing for a deletion, which says no more than an id.</summary>
    public abstract AuditSubject? SubjectOf(Change change);
}

/// <summary>A change as the audit log sees it.</summary>
/// <param name="IsStale">What it was decided on is not there any more, so it would be refused.</param>
/// <param name="Action">Absent for a change of nothing that is told.</param>
internal readonly record struct AuditedAct(
    bool IsStale,
    string? Action = null,
    AuditSubject? Subject = null,
    OrganizationId Organization = default,
    IReadOnlyList<FieldChange>? Changes = null
);

/// <summary>Documents that are a <typeparamref name="T"/>.</summary>
/// <param name="subject">What the log calls one.</param>
internal sealed class AuditedKind<T>(DocumentType<T> document, string subject, Func<T, object> id)
    : AuditedKind(document)
    where T : class
{
    /// <summary>The stored members that are told with what they say.</summary>
    public required IReadOnlyList<string> Plain { get; init; }

    /// <summary>What only a change is told of, and never what it is: by the log's name, with what is compared.</summary>
    public IReadOnlyList<(string Name, Func<T, string?> Read)> Secret { get; init; } = [];

    /// <summary>Whose it is, where that is not the organization that it is stored with.</summary>
    public Func<T, OrganizationId>? Owner { get; init; }

    /// <summary>What a change is called beyond created, updated and deleted; given both states.</summary>
    public Func<T?, T?, string?> Action { get; init; } = static (_, _) => null;

    /// <summary>Whether a change is somebody's act at all.</summary>
    public Func<T?, T?, bool> IsAct { get; init; } = static (_, _) => true;

    /// <summary>Members that are told otherwise than they are stored.</summary>
    public Func<T, IReadOnlyDictionary<string, string>> Masked { get; init; } =
        static _ => new Dictionary<string, string>();

    public override async ValueTask<AuditedAct> Look(
        IStore store,
        Commit commit,
        Change change,
        CancellationToken cancellation
    )
    {
        var stored =
            change.Expected.What is Expected.Kind.Absent
                ? null
                : await store.Get(document, commit.Organization, commit.Partition, change.Id, cancellation);
        if (change.Expected.What is Expected.Kind.Version && stored?.Version != change.Expected.Version)
            return new AuditedAct(IsStale: true);
        var (before, after) = (stored?.Value, (change as Put<T>)?.Value);
        if ((after ?? before) is not { } one || !IsAct(before, after))
            return default;
        var changes = Differences(before, after);
        if (changes.Count == 0 && before is not null && after is not null)
            return default;
        var action = Action(before, after)
            ?? (before, after) switch
            {
                (null, _) => "created",
                (_, null) => "deleted",
                _ => "updated",
            };
        return new AuditedAct(
            IsStale: false,
            action,
            SubjectOf(one),
            Owner?.Invoke(one) ?? commit.Organization,
            changes
        );
    }

    public override AuditSubject? SubjectOf(Change change) => change is Put<T> put ? SubjectOf(put.Value) : null;

    private AuditSubject SubjectOf(T one) => new(subject, $"{id(one)}");

    private IReadOnlyList<FieldChange> Differences(T? before, T? after)
    {
        var plain = JsonDifferences.Between(Told(before), Told(after));
        if (before is null || after is null)
            return plain;
        var secret = Secret
            .Where(one => one.Read(before) != one.Read(after) && plain.All(told => told.Field != one.Name))
            .Select(one => new FieldChange(one.Name, JsonDifferences.Nothing, JsonDifferences.Nothing));
        return [.. plain, .. secret];
    }

    private Dictionary<string, JsonElement> Told(T? one)
    {
        if (one is null)
            return [];
        var members = JsonDifferences.Members(one, document.Json);
        var told = Plain.Where(members.ContainsKey).ToDictionary(name => name, name => members[name]);
        foreach (var (name, value) in Masked(one))
            told[name] = JsonSerializer.SerializeToElement(value, DomainJson.Default.String);
        return told;
    }
}
