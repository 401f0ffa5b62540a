using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Domain.Text;

namespace Hub.Domain.People;

/// <summary>Somebody who asks for help: a client to maktab, a contact to tiketti.</summary>
public sealed record Contact : Record
{
    /// <summary>
    /// Follows from the address that the contact came with, as the ids of requesters did before there were contacts; from the
    /// number where a contact that came with the same address has another one by now.
    /// </summary>
    public required Guid Uuid { get; init; }

    /// <summary>Unique in the organization without regard to case: what a ticket names its requester by.</summary>
    public required string Email { get; init; }

    /// <summary>Absent while nobody has said it.</summary>
    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? JobTitle { get; init; }

    /// <summary>A name of the IANA time zone database.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A language tag of BCP 47.</summary>
    public string? Language { get; init; }

    public long? CompanyId { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What another system knows them by.</summary>
    public string? ExternalId { get; init; }

    /// <summary>False for somebody who has left; it takes nothing away from them.</summary>
    public bool IsActive { get; init; } = true;

    public static Guid UuidOf(OrganizationId organization, string email) =>
        NamedGuid.Of(organization.Value, $"contact:{CaseFolding.Fold(email)}");

    public static Guid UuidOf(OrganizationId organization, long id) =>
        NamedGuid.Of(organization.Value, $"contact:{id}");
}

/// <summary>Somebody who asks and is no contact yet.</summary>
/// <param name="CompanyId">The company that has the domain of the address.</param>
public sealed record NewRequester(long Id, Guid Uuid, string Email, string? Name, long? CompanyId);

/// <summary>What can be done with a contact beyond creating, changing and deleting it by hand.</summary>
public static class ContactVerbs
{
    /// <summary>Somebody asked who was unknown: all that is known is the address, and perhaps a name.</summary>
    public static Decision<Contact> Register(
        OrganizationId organization,
        NewRequester asking,
        Actor actor,
        DateTimeOffset now
    )
    {
        var contact = new Contact
        {
            Id = asking.Id,
            Uuid = asking.Uuid,
            Email = asking.Email,
            Name = asking.Name,
            CompanyId = asking.CompanyId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Decision<Contact>.Accept(contact, contact.Created(organization, actor, now));
    }

    /// <summary>The fact that there is one more.</summary>
    public static HubEvent Created(
        this Contact contact,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    ) =>
        HubEvent.Of(ContactKind.Facts.Created, organization, ContactKind.Kind.Partition, actor, now) with
        {
            Subject = ContactKind.Kind.Of(contact),
        };
}

[JsonSerializable(typeof(Contact))]
internal sealed partial class ContactJson : JsonSerializerContext;
