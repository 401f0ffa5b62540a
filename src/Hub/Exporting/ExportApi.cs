using System.IO.Compression;
using Hub.Access;
using Hub.Audit;
using Hub.Errors;
using Hub.Offline;
using Hub.OpenApi;
using Hub.OpenApi.Operations;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Exporting;

/// <summary>Everything of an organization as one download.</summary>
internal static class ExportApi
{
    private const string Zip = "application/zip";

    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/export", ExportOrganization)
            .WithTags("Operation")
            .RequireAllScopes()
            .LimitAs(Limit.Read)
            .InFlows(Visibility.Internal)
            .WithMetadata(
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void)),
                new AnswersFile(Zip),
                new AuditedRead()
            );

    /// <summary>
    /// Export the organization. Sends everything that it has as a zip of JSON lines, a file a kind, as the API shows it: without
    /// secrets, events, deliveries, the content of attachments and the history of tickets. There is one export at a time, and the audit
    /// log tells of each.
    /// </summary>
    /// <returns>The files. A download that ends early is no whole zip.</returns>
    /// <response code="409">Another export of the organization is running.</response>
    internal static async Task<Results<PushStreamHttpResult, Refused>> ExportOrganization(
        Caller caller,
        IStore store,
        EndpointDataSource routes,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        http.Response.Headers.CacheControl = "no-store";
        if (http.IsHead())
            return TypedResults.Stream(static _ => Task.CompletedTask, Zip);
        var taken = await ExportHold.Take(store, clock, caller.Organization.Id, cancellation);
        if (taken.IsRefused)
            return new Refused(taken.Refusal);
        var hold = taken.State;
        var name = $"{caller.Organization.Prefix.ToLowerInvariant()}-{now:yyyy-MM-dd}.zip";
        return TypedResults.Stream(_ => Send(), Zip, name);

        async Task Send()
        {
            try
            {
                // From here on the request takes as long as its client reads.
                await http.Response.StartAsync(cancellation);
                var body = new AnswerStream(http.Response.BodyWriter);
                var zip = await ZipArchive.CreateAsync(
                    body,
                    ZipArchiveMode.Create,
                    leaveOpen: true,
                    null,
                    cancellation
                );
                var files = new ExportFiles(
                    (file, cancellation) => zip.CreateEntry(file).OpenAsync(cancellation),
                    hold.Keep
                );
                await new Export(new OwnApi(http.RequestServices, [routes]), caller, files).Run(cancellation);
                // Only now: what ended early has no table of contents, and opens nowhere.
                await zip.DisposeAsync();
                await body.FlushAsync(cancellation);
            }
            finally
            {
                await hold.End();
            }
        }
    }
}
