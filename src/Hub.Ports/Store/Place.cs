using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;

namespace Hub.Ports.Store;

/// <summary>The document that a change is of: where it is kept, how it is read, and what must be true of it.</summary>
/// <param name="Find">Reads it; each try of a change reads it anew.</param>
/// <param name="Missing">The answer when there is none.</param>
public readonly record struct Place<T>(
    OrganizationId Organization,
    string Partition,
    Func<CancellationToken, ValueTask<Stored<T>?>> Find,
    Func<Refusal> Missing
)
{
    /// <summary>Turns down versions that the change is not meant for; absent when it is meant for any.</summary>
    public Func<DocumentVersion, Refusal?>? Condition { get; init; }
}

/// <summary>Places of documents that are known by their id.</summary>
public static class Place
{
    public static Place<T> Of<T>(
        IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        Func<Refusal> missing
    )
        where T : class =>
        new(
            organization,
            partition,
            cancellation => store.Get(type, organization, partition, id, cancellation),
            missing
        );
}
