using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Delivery.Secrets;
using Hub.Domain.Organizations;

namespace Hub.Surveys;

/// <summary>
/// The tokens in the addresses of surveys: whose survey it is, and the hub's keyed hash of that. Nothing of them is stored, so
/// a copy of the store answers no survey.
/// </summary>
internal sealed class SurveyLinks(HashKey hashes)
{
    /// <summary>What the page's routes stand below.</summary>
    public const string Root = "/survey";

    private const int OrganizationBytes = 16;
    private const int TicketBytes = 8;
    private const int NamedBytes = OrganizationBytes + TicketBytes;

    /// <summary>Of the 32 bytes of the hash; guesses are hopeless far below that.</summary>
    private const int HashBytes = 24;
    private const int TokenBytes = NamedBytes + HashBytes;

    private static readonly int TokenLength = Base64Url.GetEncodedLength(TokenBytes);

    public string PathOf(OrganizationId organization, long ticket) => $"{Root}/{TokenOf(organization, ticket)}";

    /// <summary>Which survey the token is of; nothing when the hub did not make it.</summary>
    public (OrganizationId Organization, long Ticket)? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token.Length != TokenLength || !Base64Url.TryDecodeFromChars(token, bytes, out var read))
            return null;
        if (read != TokenBytes)
            return null;
        var organization = new OrganizationId(new Guid(bytes[..OrganizationBytes], bigEndian: true));
        var ticket = BinaryPrimitives.ReadInt64BigEndian(bytes[OrganizationBytes..NamedBytes]);
        return CryptographicOperations.FixedTimeEquals(bytes[NamedBytes..], HashOf(organization, ticket))
            ? (organization, ticket)
            : null;
    }

    private string TokenOf(OrganizationId organization, long ticket)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        organization.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[OrganizationBytes..], ticket);
        HashOf(organization, ticket).CopyTo(bytes[NamedBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    private ReadOnlySpan<byte> HashOf(OrganizationId organization, long ticket) =>
        hashes.Hash("survey", organization.ToString(), $"{ticket}").AsSpan(0, HashBytes);
}
