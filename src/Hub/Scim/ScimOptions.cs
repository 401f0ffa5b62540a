using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Scim;

/// <summary>The section <c>Scim</c>.</summary>
internal sealed class ScimOptions : IValidateOptions<ScimOptions>
{
    public const string Section = "Scim";

    /// <summary>Resources on a page when a request does not say.</summary>
    public int DefaultCount { get; set; } = 100;

    /// <summary>Resources on a page at most.</summary>
    public int MaxCount { get; set; } = 500;

    /// <summary>Operations in one bulk request at most.</summary>
    public int MaxBulkOperations { get; set; } = 1000;

    /// <summary>Bytes in one request at most.</summary>
    public int MaxPayload { get; set; } = 1024 * 1024;

    /// <summary>Whether two users, or two groups, may not have the same externalId. It is the client's own (RFC 7643, 3.1): not unless an operator says so.</summary>
    public bool UniqueExternalId { get; set; }

    /// <summary>Further extensions of User and Group.</summary>
    public List<ExtensionOptions> Extensions { get; set; } = [];

    public ValidateOptionsResult Validate(string? name, ScimOptions options)
    {
        var failures = new List<string>();
        if (options.MaxCount is < 1 or > 10_000)
            failures.Add($"Scim:MaxCount must be between 1 and 10000, not {options.MaxCount}.");
        if (options.DefaultCount < 1 || options.DefaultCount > options.MaxCount)
            failures.Add($"Scim:DefaultCount must be between 1 and Scim:MaxCount, not {options.DefaultCount}.");
        if (options.MaxBulkOperations is < 1 or > 100_000)
            failures.Add($"Scim:MaxBulkOperations must be between 1 and 100000, not {options.MaxBulkOperations}.");
        if (options.MaxPayload < 1024)
            failures.Add($"Scim:MaxPayload must be at least 1024 bytes, not {options.MaxPayload}.");
        failures.AddRange(options.Extensions.SelectMany(extension => extension.Check()));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
