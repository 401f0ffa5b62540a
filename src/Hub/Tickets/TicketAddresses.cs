using System.Buffers.Binary;
using System.Globalization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Tickets;

/// <summary>The route's <c>{id}</c> is a ticket: its number, its code or its uuid.</summary>
internal sealed record NamesTicket;

/// <summary>
/// Tickets are told to people by their code and to other systems by their uuid. Every route of a ticket takes either in place
/// of the number; what names nothing stays as it is, and is the id of no ticket.
/// </summary>
internal static class TicketAddresses
{
    private const string Id = "id";

    public static void UseTicketAddresses(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
                http.GetEndpoint()?.Metadata.GetMetadata<NamesTicket>() is not null
                && http.Request.RouteValues.TryGetValue(Id, out var id)
                && id is string text
                && text.AsSpan().ContainsAnyExceptInRange('0', '9')
                && Caller.Of(http) is { } caller
                    ? Resolve(http, text, caller.Organization.Id, next)
                    : next(http)
        );

    private static async Task Resolve(HttpContext http, string text, OrganizationId organization, RequestDelegate next)
    {
        var store = http.RequestServices.GetRequiredService<IStore>();
        var ticket = Guid.TryParse(text, out var uuid)
            ? await ByUuid(store, organization, uuid, http.RequestAborted)
            : await ByCode(store, organization, text, http.RequestAborted);
        if (ticket is not null)
            http.Request.RouteValues[Id] = ticket.Id.ToString(CultureInfo.InvariantCulture);
        await next(http);
    }

    /// <summary>A code ends with the number.</summary>
    private static async Task<Ticket?> ByCode(
        IStore store,
        OrganizationId organization,
        string code,
        CancellationToken cancellation
    ) =>
        long.TryParse(
            code.AsSpan(code.LastIndexOf('-') + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
        && await TicketCommits.Get(store, organization, number, cancellation) is { Value: var ticket }
        && CaseFolding.Same(ticket.Code, code)
            ? ticket
            : null;

    /// <summary>A ticket's uuid begins with the instant when it was created (RFC 9562, 5.7), and by that it is found.</summary>
    private static async Task<Ticket?> ByUuid(
        IStore store,
        OrganizationId organization,
        Guid uuid,
        CancellationToken cancellation
    )
    {
        if (CreationOf(uuid) is not { } at)
            return null;
        var query = new Query { Filter = Filter.Equal("created_at", FieldValue.Instant(at)) };
        await foreach (var stored in store.All(TicketDocuments.Ticket, organization, query, cancellation))
            if (stored.Value.Uuid == uuid)
                return stored.Value;
        return null;
    }

    private static DateTimeOffset? CreationOf(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return uuid.Version == 7 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
