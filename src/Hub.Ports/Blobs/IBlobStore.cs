using Hub.Domain.Organizations;

namespace Hub.Ports.Blobs;

/// <summary>Where a blob is kept. It is made of the hub's own ids and names; no caller's word is part of it.</summary>
/// <param name="Group">What the blob goes with: the partition of the documents that name it.</param>
public readonly record struct BlobKey(OrganizationId Organization, string Group, Guid Id)
{
    public override string ToString() => $"{FolderOf(Organization, Group)}{Id:N}";

    /// <summary>What the names of a group's blobs begin with.</summary>
    public static string FolderOf(OrganizationId organization, string group) =>
        group.Length > 0
        && group.All(static one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-')
            ? $"{organization.Value:N}/{group}/"
            : throw new ArgumentException($"'{group}' cannot be the name of a group of blobs.", nameof(group));
}

/// <summary>
/// Bytes that are too many for a document. A blob is written once and never changed. One conformance suite runs against every
/// implementation. Outages are exceptions; what the source of a blob throws comes through.
/// </summary>
public interface IBlobStore
{
    /// <summary>Returns when the whole content is durable. Until then, and when the content ends in an exception, there is no blob.</summary>
    Task Write(BlobKey key, Stream content, CancellationToken cancellation);

    /// <summary>The content from its beginning, to be read from anywhere; nothing where there is no such blob.</summary>
    Task<Stream?> Open(BlobKey key, CancellationToken cancellation);

    /// <summary>Done when there is no such blob, if there was one or not.</summary>
    Task Delete(BlobKey key, CancellationToken cancellation);

    /// <summary>The same for all blobs of a group.</summary>
    Task DeleteGroup(OrganizationId organization, string group, CancellationToken cancellation);
}
