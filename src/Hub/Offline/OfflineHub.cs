using System.Collections.Frozen;
using Hub.Access;
using Hub.Audit;
using Hub.Delivery.Secrets;
using Hub.Domain.Audit;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Ports.Store;

namespace Hub.Offline;

/// <summary>A hub that serves nobody: for commands that fill or read a store in bulk.</summary>
internal sealed class OfflineHub(WebApplication app, string command)
{
    private static readonly FrozenSet<string> Scopes = Scope.All.ToFrozenSet();

    public RowClock Clock { get; } = (RowClock)app.Services.GetRequiredService<TimeProvider>();

    public QuietStore Store { get; } = (QuietStore)app.Services.GetRequiredService<IStore>();

    public OwnApi Api { get; } = new(app.Services, ((IEndpointRouteBuilder)app).DataSources);

    /// <summary>Puts the clock and the store of such work in the place of the hub's.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(new RowClock());
        // When something was administered is today, whatever time the rows are of.
        builder.Services.AddSingleton<IStore>(services => new QuietStore(
            ActivatorUtilities.CreateInstance<AuditedStore>(services, TimeProvider.System)
        ));
    }

    /// <summary>The organization of the prefix, or else the oldest.</summary>
    /// <exception cref="StartRefusedException">There is none.</exception>
    public async Task<Organization> Open(string? prefix, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<HashKey>().Open(cancellation);
        return await Find(Store, prefix, cancellation);
    }

    /// <inheritdoc cref="Open"/>
    public static async Task<Organization> Find(IStore store, string? prefix, CancellationToken cancellation)
    {
        var query = new Query
        {
            Partition = Organization.Partition,
            Filter = prefix is null ? Filter.All : Filter.Equal("prefix", FieldValue.Text(prefix)),
            Limit = 1,
        };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, query, cancellation);
        return found.Items is [var one, ..] ? one.Value : throw NoOrganization(prefix);
    }

    /// <param name="prefix">The one that was asked for; absent when any would have done.</param>
    public static StartRefusedException NoOrganization(string? prefix) =>
        new(
            prefix is null
                ? "The store has no organization yet: start the hub once, or open one with organizations create."
                : $"The store has no organization with the prefix {prefix}; organizations list shows those there are."
        );

    /// <summary>Somebody who may do everything in the organization.</summary>
    public Caller CallerOf(Organization organization, Actor? actor = null) => CallerOf(organization, command, actor);

    /// <inheritdoc cref="CallerOf(Organization, Actor)"/>
    public static Caller CallerOf(Organization organization, string command, Actor? actor = null) =>
        new(organization, actor ?? new Actor("token", command, command), Scopes, command)
        {
            SignedInAs = new AuditActor("command", command, command),
        };
}
