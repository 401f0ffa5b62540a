using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.People;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Contacts;

/// <summary>A contact to create.</summary>
/// <example>{"email": "una@acme.com", "name": "Una Berg", "job_title": "Accountant", "language": "en-GB"}</example>
internal sealed record CreateContact
{
    /// <summary>Their e-mail address, unique in the organization whatever the case.</summary>
    /// <example>una@acme.com</example>
    [Required, MaxLength(TicketRules.LongestEmail), EmailAddress]
    public string? Email { get; init; }

    /// <summary>Their name.</summary>
    /// <example>Una Berg</example>
    [Length(1, TicketRules.LongestName)]
    public string? Name { get; init; }

    /// <summary>A telephone number.</summary>
    [MaxLength(50)]
    public string? Phone { get; init; }

    /// <summary>Their position.</summary>
    [MaxLength(100)]
    public string? JobTitle { get; init; }

    /// <summary>Their time zone, by its name in the IANA database.</summary>
    /// <example>Europe/London</example>
    [MaxLength(64), TimeZoneName]
    public string? TimeZone { get; init; }

    /// <summary>The language to answer in, by its tag of BCP 47.</summary>
    /// <example>en-GB</example>
    [MaxLength(35), LanguageTag]
    public string? Language { get; init; }

    /// <summary>The company they belong to, by its id; that which has the domain of the address when absent.</summary>
    [IdOf("company")]
    public long? CompanyId { get; init; }

    /// <summary>What else there is to know.</summary>
    [MaxLength(5000)]
    public string? Notes { get; init; }

    /// <summary>Words to find them by.</summary>
    /// <example>["finance"]</example>
    [Length(0, TicketRules.MostTags), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What another system knows them by.</summary>
    [MaxLength(255)]
    public string? ExternalId { get; init; }

    /// <summary>False for somebody who has left; it takes nothing away from them. True when absent.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    /// <param name="company">The company they belong to, said or found.</param>
    public Contact ToContact(long id, Guid uuid, long? company, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Uuid = uuid,
            Email = Email!,
            Name = Name,
            Phone = Phone,
            JobTitle = JobTitle,
            TimeZone = TimeZone,
            Language = Language,
            CompanyId = company,
            Notes = Notes,
            Tags = TicketRules.Tidy(Tags),
            ExternalId = ExternalId,
            IsActive = IsActive ?? true,
            CreatedAt = now,
            UpdatedAt = now,
        };
}

/// <summary>What to change of a contact; fields that are left out stay as they are.</summary>
/// <example>{"job_title": "Head of accounts", "tags": ["finance", "vip"]}</example>
[Like(typeof(CreateContact))]
internal sealed record UpdateContact
{
    [CannotBeCleared]
    public Optional<string?> Email { get; init; }

    public Optional<string?> Name { get; init; }

    public Optional<string?> Phone { get; init; }

    public Optional<string?> JobTitle { get; init; }

    public Optional<string?> TimeZone { get; init; }

    public Optional<string?> Language { get; init; }

    /// <summary>The company they belong to, by its id; null takes them out of it. Another address does not change it.</summary>
    public Optional<long?> CompanyId { get; init; }

    public Optional<string?> Notes { get; init; }

    /// <summary>All their tags; null or an empty list removes them.</summary>
    public Optional<IReadOnlyList<string>?> Tags { get; init; }

    public Optional<string?> ExternalId { get; init; }

    /// <summary>False for somebody who has left; it takes nothing away from them.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    public Contact Apply(Contact contact) =>
        contact with
        {
            Email = Email.Or(contact.Email)!,
            Name = Name.Or(contact.Name),
            Phone = Phone.Or(contact.Phone),
            JobTitle = JobTitle.Or(contact.JobTitle),
            TimeZone = TimeZone.Or(contact.TimeZone),
            Language = Language.Or(contact.Language),
            CompanyId = CompanyId.Or(contact.CompanyId),
            Notes = Notes.Or(contact.Notes),
            Tags = Tags.IsPresent ? TicketRules.Tidy(Tags.Value) : contact.Tags,
            ExternalId = ExternalId.Or(contact.ExternalId),
            IsActive = IsActive.Or(contact.IsActive)!.Value,
        };
}

/// <summary>Somebody who asks for help.</summary>
[Like(typeof(CreateContact))]
internal sealed record ContactResponse : RecordResponse
{
    /// <summary>Their id across all systems.</summary>
    public required Guid Uuid { get; init; }

    public required string Email { get; init; }

    /// <summary>Their name; absent when unknown.</summary>
    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? JobTitle { get; init; }

    public string? TimeZone { get; init; }

    public string? Language { get; init; }

    /// <summary>The company they belong to; absent when none.</summary>
    public long? CompanyId { get; init; }

    public string? Notes { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>False for somebody who has left.</summary>
    public required bool IsActive { get; init; }

    public static ContactResponse Of(Contact contact) =>
        new()
        {
            Id = contact.Id,
            Uuid = contact.Uuid,
            Email = contact.Email,
            Name = contact.Name,
            Phone = contact.Phone,
            JobTitle = contact.JobTitle,
            TimeZone = contact.TimeZone,
            Language = contact.Language,
            CompanyId = contact.CompanyId,
            Notes = contact.Notes,
            Tags = contact.Tags,
            ExternalId = contact.ExternalId,
            IsActive = contact.IsActive,
            CreatedAt = contact.CreatedAt,
            UpdatedAt = contact.UpdatedAt,
        };
}
