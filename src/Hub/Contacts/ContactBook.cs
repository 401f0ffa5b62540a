using Hub.Delivery;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Wire;

namespace Hub.Contacts;

/// <summary>
/// Contacts by their e-mail addresses, remembered, so that a ticket of somebody who has asked before reads nothing; and how an
/// address that nobody has becomes a contact.
/// </summary>
internal sealed class ContactBook : IDisposable
{
    private readonly IStore store;
    private readonly OptimisticWriter writer;
    private readonly TimeProvider clock;
    private readonly WatchedCache<(OrganizationId Organization, string Address), KnownContact> known;

    public ContactBook(IStore store, OptimisticWriter writer, TimeProvider clock)
    {
        (this.store, this.writer, this.clock) = (store, writer, clock);
        known = new(store, async (key, cancellation) => await Read(key.Organization, key.Address, cancellation), clock);
        known.Watch(ContactKind.Kind.Document, changed =>
            known.ForgetWhere(one => one.Document == changed.Id && one.Organization == changed.Organization)
        );
    }

    /// <summary>The contact with the address, whatever the case; nothing when there is none.</summary>
    public ValueTask<KnownContact?> Find(OrganizationId organization, string email, CancellationToken cancellation) =>
        known.Get((organization, CaseFolding.Fold(email)), cancellation);

    /// <summary>Whoever writes from the address, a contact or not.</summary>
    public async ValueTask<Requester> Person(
        OrganizationId organization,
        string email,
        string? name,
        CancellationToken cancellation
    ) =>
        await Find(organization, email, cancellation) is { } contact
            ? contact.Asks(email, name)
            : Requester.Of(organization, email, name);

    /// <summary>
    /// The contact with the address, made when there is none. An address is one contact's, so of those who come with a new one
    /// at once a single one makes it, and all others find it.
    /// </summary>
    /// <param name="name">Of a new one; a known contact stays as it is.</param>
    /// <param name="actor">Who says so.</param>
    public async ValueTask<Decision<KnownContact>> FindOrRegister(
        OrganizationId organization,
        string email,
        string? name,
        Actor actor,
        CancellationToken cancellation
    )
    {
        if (await Find(organization, email, cancellation) is { } contact)
            return contact;
        var written = await writer.Write(
            organization,
            ContactKind.Kind.Partition,
            async cancellation =>
                await Find(organization, email, cancellation) is { } made
                    ? Proposal<KnownContact>.Keep(made)
                    : await Register(organization, email, name, actor, cancellation),
            cancellation
        );
        return written.IsRefused ? written.Refusal : written.Value;
    }

    public void Dispose() => known.Dispose();

    private async ValueTask<Proposal<KnownContact>> Register(
        OrganizationId organization,
        string email,
        string? name,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var id = await ContactsApi.Records.ReserveId(store, organization, cancellation);
        var company = await store.CompanyOf(organization, email, cancellation);
        var uuid = await store.UuidOfContact(organization, id, email, cancellation);
        var asking = new NewRequester(id, uuid, email, name, company);
        var decision = ContactVerbs.Register(organization, asking, actor, clock.Now());
        if (decision.IsRefused)
            return decision.Refusal;
        var commit = ContactsApi.Creation(organization, decision.State, decision.Events);
        return await store.Commit(commit, cancellation) switch
        {
            CommitResult.Done => Proposal<KnownContact>.Keep(Known(organization, decision.State)),
            // Somebody else was first: that contact is found at the next try.
            CommitResult.Taken taken => Proposal<KnownContact>.Blocked(new CommitResult.Stale(taken.Type, email)),
            var obstacle => Proposal<KnownContact>.Blocked(obstacle),
        };
    }

    private async ValueTask<KnownContact?> Read(
        OrganizationId organization,
        string address,
        CancellationToken cancellation
    )
    {
        var query = new Query
        {
            Partition = ContactKind.Kind.Partition,
            Filter = Filter.Equal("email", FieldValue.OfFold(address)),
            Limit = 1,
        };
        var page = await store.Query(ContactKind.Kind.Document, organization, query, cancellation);
        return page.Items.Count > 0 ? Known(organization, page.Items[0].Value) : null;
    }

    private static KnownContact Known(OrganizationId organization, Contact contact) =>
        new(organization, ContactsApi.Records.AddressOf(contact).Id, contact.Id, contact.Uuid, contact.Name);
}

/// <summary>What tickets need to know of a contact.</summary>
/// <param name="Document">What is stored of it is called so.</param>
internal sealed record KnownContact(OrganizationId Organization, string Document, long Id, Guid Uuid, string? Name)
{
    /// <summary>The contact as a ticket remembers it: under the address and name that it came with.</summary>
    public Requester Asks(string email, string? name) => new(Uuid, email, name ?? Name, Id);
}
