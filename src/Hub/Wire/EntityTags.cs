using System.Buffers.Text;
using Hub.Delivery.Secrets;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;

namespace Hub.Wire;

/// <summary>
/// Versions as clients see them. A store may count the writes of everybody in one go, so that a version would tell an organization
/// how busy the others are; a keyed hash tells no more than that something has changed. No two writes have one version, so
/// that what was written need not be part of it.
/// </summary>
internal sealed class EntityTags(HashKey hashes)
{
    private const int Bytes = 16;

    /// <summary>What stands between the quotes, 22 characters.</summary>
    public string Of(OrganizationId organization, DocumentVersion version) =>
        Base64Url.EncodeToString(hashes.Hash("version", $"{organization}", version.Value).AsSpan(0, Bytes));
}
