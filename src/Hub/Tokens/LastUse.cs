using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Tokens;

/// <summary>
/// When a token was last used: beside the token and not in it, so that using one is not a change of it, which every hub would
/// have to read again. Its version says nothing of it.
/// </summary>
internal sealed record LastUse(DateTimeOffset At)
{
    public static readonly DocumentType<LastUse> Document = new("token_use", static () => LastUseJson.Default.LastUse);

    public static async ValueTask<DateTimeOffset?> Of(
        IStore store,
        string partition,
        string id,
        CancellationToken cancellation
    ) => (await store.Get(Document, OrganizationId.Hub, partition, id, cancellation))?.Value.At;

    /// <param name="at">Absent: the token is gone, and so is this.</param>
    public static Commit Write(string partition, string id, DateTimeOffset? at) =>
        new(OrganizationId.Hub, partition)
        {
            Changes =
            [
                at is { } time
                    ? new Put<LastUse>(Document, id, new LastUse(time), Expected.Anything)
                    : new Delete(Document, id, Expected.Anything),
            ],
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LastUse))]
internal sealed partial class LastUseJson : JsonSerializerContext;
