using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Portal.Sessions;

/// <summary>Somebody who signed in, and since when.</summary>
/// <param name="Id">Its own: signing out ends it, whoever has a copy of its cookie.</param>
/// <param name="Begun">When they signed in.</param>
/// <param name="Seen">When they last asked for something, to within <see cref="Renewal"/>.</param>
/// <param name="Round">The last sign-out everywhere of its holder before it began.</param>
/// <param name="Ends">When it ends at the latest; absent where only its own length counts.</param>
internal sealed record Session(
    string Id,
    SessionHolder Holder,
    DateTimeOffset Begun,
    DateTimeOffset Seen,
    long Round,
    DateTimeOffset? Ends = null
)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    [JsonIgnore]
    public string OwnKey => $"session-{Id}";

    public bool HasEnded(DateTimeOffset now) => now - Begun >= Longest || now - Seen >= LongestIdle || now >= Ends;

    public string Write() => JsonSerializer.Serialize(this, SessionJson.Default.Session);

    /// <returns>Nothing for the note of an earlier version of the hub.</returns>
    public static Session? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SessionJson.Default.Session);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
