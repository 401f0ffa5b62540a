using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Sla;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Contacts;

/// <summary>Contacts: the people who ask. They come by hand, or with their first ticket.</summary>
internal static class ContactsApi
{
    public static readonly IRepository<Contact> Records = new RecordRepository<Contact>(ContactKind.Kind);

    public static void MapContacts(this IEndpointRouteBuilder api) =>
        api.MapResource(
                RecordResource.Of<Contact, CreateContact, UpdateContact, ContactResponse>(
                    ContactKind.Kind,
                    (Scope.UsersRead, Scope.UsersWrite),
                    ContactsJson.Default,
                    create: null,
                    edit: static (contact, body) => body.Apply(contact),
                    show: ContactResponse.Of
                ) with
                {
                    Filters =
                    [
                        Filters.Search(
                            "q",
                            "Only with this text in name, address or telephone number, whatever the case.",
                            "name",
                            "email",
                            "phone"
                        ),
                        Filters.Folded("email", "Only with this e-mail address, whatever the case."),
                        Filters.Ids("company_id", "Only of one of these companies, by their ids."),
                        Filters.Flag("is_active", "Only the active, or only those who have left."),
                        Filters.HasFolded("tag", "tags", "Only with this tag, whatever the case."),
                        Filters.Folded("external_id", "Only with this external id, whatever the case."),
                        Filters.Since("updated_since", "updated_at", "Only changed at this instant or later."),
                    ],
                    Sorts = ["name", "email", "created_at", "updated_at"],
                    DeleteAs = new(
                        "DeleteContact",
                        "Delete a contact. Their tickets stay, with the name and the address that they came with; the next "
                            + "ticket from the address makes a new contact.",
                        "It is deleted."
                    ),
                    Timers = static (before, after, caller, now) =>
                        before is not null && after is not null && before.CompanyId != after.CompanyId
                            ? TicketRecalculation.Of(caller.Organization.Id, now, after.Id)
                            : [],
                    About = "A contact is a client, customer or requester: a person who asks for help.",
                    InFlows = Visibility.Ordinary,
                }
            )
            .MapPost("/", CreateContact)
            .Idempotent(Records.ReserveId)
            .SetsETag();

    /// <summary>What of contacts, and of policies that look at their company, refers to records of the kind, and so keeps them.</summary>
    public static IEnumerable<InUse> UsesOf(string kind) =>
        kind == "company"
            ?
            [
                InUse.By(
                    ContactKind.Kind.Document,
                    "company_id",
                    "Contacts belong to this company; take them out of it or delete them first."
                ),
                InUse.ByOneOf(
                    SlaPolicy.Kind.Document,
                    "company_ids",
                    "SLA policies name this company; take it out of them first."
                ),
            ]
            : [];

    /// <summary>
    /// Create a contact. Without company_id they belong to the company that has the domain of their address.
    /// </summary>
    /// <returns>The new contact.</returns>
    /// <response code="409">
    /// Another contact has the address, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<ContactResponse>>, Refused>> CreateContact(
        Body<CreateContact> body,
        Caller caller,
        IStore store,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(http, store, organization, Records.ReserveId);
        var (details, now) = (body.Value, clock.Now());
        // By hand, or else by the domain.
        var company = details.CompanyId ?? await store.CompanyOf(organization, details.Email!, cancellation);
        var uuid = await store.UuidOfContact(organization, reservation.Id, details.Email!, cancellation);
        var contact = details.ToContact(reservation.Id, uuid, company, now);
        var commit = Creation(organization, contact, [contact.Created(organization, caller.Actor, now)]);
        return await store.Commit(commit, cancellation) switch
        {
            CommitResult.Done done => Created(contact, done.Versions[0]),
            // A run that was cut short has created it: that contact is the answer.
            CommitResult.Exists
                when await Records.Find(store, organization, reservation.Id, cancellation) is { } made => Created(
                made.Value,
                made.Version
            ),
            var result => new Refused(result.ToRefusal()),
        };

        Created<One<ContactResponse>> Created(Contact made, DocumentVersion version)
        {
            http.SetETag(version);
            return TypedResults.Created(
                address.Of(http, $"/api/v1/contacts/{made.Id}"),
                body.Answer(ContactResponse.Of(made))
            );
        }
    }

    /// <summary>The commit that writes a new contact, with what it fires.</summary>
    public static Commit Creation(OrganizationId organization, Contact contact, IReadOnlyList<HubEvent> events) =>
        Records.Put(organization, contact, Expected.Absent) with
        {
            Events = events,
        };
}

internal static class ContactSetup
{
    public static void AddContacts(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<ContactBook>();
}

[JsonSerializable(typeof(CreateContact))]
[JsonSerializable(typeof(UpdateContact))]
[JsonSerializable(typeof(One<ContactResponse>))]
[JsonSerializable(typeof(Many<ContactResponse>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class ContactsJson : JsonSerializerContext;
