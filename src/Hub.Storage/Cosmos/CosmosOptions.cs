using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos;

/// <summary>The store in Azure Cosmos DB. Bound from <c>Storage:Cosmos</c>.</summary>
internal sealed class CosmosOptions
{
    public const string Section = "Storage:Cosmos";

    /// <summary>Endpoint and key in one: <c>AccountEndpoint=...;AccountKey=...</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The account's address; with <see cref="Key"/>, or else the hub signs in with its Azure identity.</summary>
    public string? Endpoint { get; set; }

    public string? Key { get; set; }

    /// <summary>Which user-assigned managed identity to sign in with; absent: whatever identity is there.</summary>
    public string? ManagedIdentityClientId { get; set; }

    [Required(ErrorMessage = "Database must not be empty.")]
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,200}", ErrorMessage = "Database must be the name of a database.")]
    public string Database { get; set; } = "hub";

    /// <summary>Gateway goes through HTTPS alone; Direct talks to the replicas over TCP and is quicker.</summary>
    [EnumDataType(typeof(ConnectionMode), ErrorMessage = "ConnectionMode must be Gateway or Direct.")]
    public ConnectionMode ConnectionMode { get; set; } = ConnectionMode.Gateway;

    /// <summary>Makes what is missing at start; off where a template has made it and the hub may not.</summary>
    public bool CreateContainers { get; set; } = true;

    /// <summary>Autoscale's ceiling for a database made here, in request units a second; absent on a serverless account.</summary>
    [Range(1000, 10_000_000)]
    public int? MaxThroughput { get; set; }

    /// <summary>How long one request may take.</summary>
    [Range(1, 300)]
    public int RequestSeconds { get; set; } = 10;

    /// <summary>How often a request is repeated that was throttled, or that the service could not answer.</summary>
    [Range(0, 30)]
    public int Retries { get; set; } = 9;

    /// <summary>Before the first repeat; later ones wait longer, up to five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the relay asks each of its partitions for new events.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FeedInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After which the partitions of a hub that died go to the others.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FeedLease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often other hubs' changes are looked for; a change is told five seconds after it at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:04")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The account's address, wherever it is given; nothing when it is not one.</summary>
    public Uri? Address() =>
        Uri.TryCreate(Endpoint ?? Part("AccountEndpoint"), UriKind.Absolute, out var address) ? address : null;

    public string? AccountKey() => Key ?? Part("AccountKey");

    private string? Part(string name)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = ConnectionString;
        }
        catch (ArgumentException)
        {
            return null;
        }
        return parts.TryGetValue(name, out var value) ? value as string : null;
    }
}

/// <summary>What annotations cannot say.</summary>
internal sealed class CosmosOptionsCheck(IHostEnvironment environment) : IValidateOptions<CosmosOptions>
{
    public ValidateOptionsResult Validate(string? name, CosmosOptions options)
    {
        if (options.ConnectionString is { Length: > 0 } && options.Endpoint is { Length: > 0 })
            return Fail("has a ConnectionString and an Endpoint; give one of them.");
        if (options.Address() is not { } address)
            return Fail("needs a ConnectionString with an AccountEndpoint, or an Endpoint.");
        if (options.ConnectionString is { Length: > 0 } && options.AccountKey() is null)
            return Fail("has a ConnectionString without an AccountKey.");
        if (options.AccountKey() is { } key && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
            return Fail("has a key that is not base64.");
        return
            address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment())
            ? ValidateOptionsResult.Success
            : Fail("has an endpoint without TLS, which is for Development only.");
    }

    private static ValidateOptionsResult Fail(string problem) =>
        ValidateOptionsResult.Fail($"{CosmosOptions.Section} {problem}");
}
