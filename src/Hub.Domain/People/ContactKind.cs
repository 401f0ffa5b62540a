using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.People;

/// <summary>How contacts are stored, shown and told of.</summary>
public static class ContactKind
{
    public static readonly FactSet Facts = FactSet.Of("contact");

    /// <summary>What a contact has beyond what each contract names in its own words: its ids, name and address.</summary>
    public static readonly Shape<Contact> Further = new Shape<Contact>()
        .Text("phone", "A telephone number; absent when there is none.", contact => contact.Phone)
        .Optional()
        .Text("job_title", "The contact's position; absent when nobody said.", contact => contact.JobTitle)
        .Optional()
        .Text("time_zone", "Where the contact's day begins, as in Europe/Berlin.", contact => contact.TimeZone)
        .Optional()
        .Text("language", "The language to answer in, as in de or pt-BR.", contact => contact.Language)
        .Optional()
        .Integer("company_id", "The company the contact belongs to; absent when none.", contact => contact.CompanyId)
        .Optional()
        .Text("notes", "What else there is to know.", contact => contact.Notes)
        .Optional()
        .Texts("tags", "The contact's tags.", contact => contact.Tags)
        .Text("external_id", "What another system knows the contact by.", contact => contact.ExternalId)
        .Optional()
        .Flag("is_active", "False for somebody who has left.", contact => contact.IsActive)
        .Instant("created_at", "When the contact was added.", contact => contact.CreatedAt)
        .Instant("updated_at", "When anything of it last changed.", contact => contact.UpdatedAt);

    /// <summary>An organization's contacts share one partition, so that an address is one contact's.</summary>
    public static readonly Kind<Contact> Kind = RecordKinds.Declare<Contact>(
        "contact",
        "contacts",
        ContactJson.Default,
        fields =>
            fields
                .Folded("email", contact => contact.Email, unique: true)
                .Text("uuid", contact => contact.Uuid.ToString(), unique: true)
                .Folded("name", contact => contact.Name)
                .Folded("phone", contact => contact.Phone)
                .Folded("external_id", contact => contact.ExternalId)
                .Integer("company_id", contact => contact.CompanyId)
                .Flag("is_active", contact => contact.IsActive)
                .FoldedArray("tags", contact => contact.Tags)
                .Searched(
                    ("name", contact => contact.Name),
                    ("email", contact => contact.Email),
                    ("phone", contact => contact.Phone),
                    ("job_title", contact => contact.JobTitle),
                    ("external_id", contact => contact.ExternalId),
                    ("tags", contact => string.Join(' ', contact.Tags)),
                    ("notes", contact => contact.Notes)
                )
                .Index("name")
                .Index("external_id")
                .Index("company_id")
                .Index("created_at")
                .Index("updated_at"),
        told: new(Facts, Scope.UsersRead, Shape(), Sample, Sample with { JobTitle = null })
    );

    private static Contact Sample =>
        new()
        {
            Id = 311,
            Uuid = Contact.UuidOf(Samples.Organization, "user@company.com"),
            Email = "user@company.com",
            Name = "Una Berg",
            Phone = "+44 20 7946 0018",
            JobTitle = "Accountant",
            TimeZone = "Europe/London",
            Language = "en-GB",
            CompanyId = 41,
            Notes = "Reach her in the mornings.",
            Tags = ["finance"],
            ExternalId = "E-1042",
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        };

    private static Shape<Contact> Shape() =>
        new Shape<Contact>()
            .Integer("id", "The contact's number.", contact => contact.Id)
            .Uuid("uuid", "The contact's ID across all systems.", contact => contact.Uuid)
            .Text("email", "The contact's e-mail address.", contact => contact.Email, "email")
            .Text("name", "The contact's name; absent when unknown.", contact => contact.Name)
            .Optional()
            .Spread(Further, contact => contact);
}
